// The tune that the net wrote, in words: how well it foretells, then its notes bar by bar.
#include <QCoreApplication>
#include <cmath>

#include "gui/outcome/references.h"
#include "gui/outcome/tables.h"
#include "gui/theme/theme.h"

namespace gui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(gui::Tune)
};

}  // namespace

Table tableOf(const lessons::TuneView& view) {
    const lessons::WrittenTune& tune = view.tune;
    Table table;
    table.title = Words::tr("What the net writes");
    table.isSequence = true;
    table.columns = {{Words::tr("bar")}, {Words::tr("notes")}};
    // Bars count from the first whole one; what stands before it is the upbeat.
    int bar = -1;
    for (std::size_t i = 0; i < tune.notes.size(); ++i) {
        const lessons::TuneNote& note = tune.notes[i];
        const double from = note.start - tune.upbeat;
        const int itsBar = from < -1e-9 ? 0 : int(std::floor(from / tune.bar + 1e-9)) + 1;
        const QString name = QString::fromStdString(lessons::noteName(note.pitch, note.length));
        const bool isGiven = i < tune.openingNotes;
        const bool begins = i == tune.openingNotes;
        if (itsBar != bar || begins) {
            bar = itsBar;
            const QString number = itsBar == 0 ? Words::tr("upbeat") : QString::number(itsBar);
            table.rows.push_back({{isGiven ? Words::tr("%1, opening").arg(number) : number, name}});
        } else {
            table.rows.back().cells[1] += u' ' + name;
        }
    }
    if (tune.hasEnded) table.rows.push_back({{QString(), Words::tr("end")}});
    table.note = Words::tr("held-out loss a note %1, right %2; %3")
                     .arg(number(view.loss, 2), number(view.accuracy, 2), referenceText(view.references));
    return table;
}

}  // namespace gui
