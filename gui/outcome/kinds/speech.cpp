// Sounds by class: how often each is heard right, and what it is taken for.
#include <QCoreApplication>

#include "gui/outcome/classwords.h"
#include "gui/outcome/references.h"
#include "gui/outcome/tables.h"
#include "gui/theme/theme.h"

namespace gui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(gui::Speech)
};

}  // namespace

Table tableOf(const lessons::SpeechView& view) {
    const lessons::ClassificationView& frames = view.frames;
    const auto counts = frames.confusion();
    Table table;
    table.title = Words::tr("Frames of a new voice");
    table.columns = {{Words::tr("it is")},
                     {Words::tr("frames"), true},
                     {Words::tr("share right"), true},
                     {Words::tr("taken for most often")}};
    for (std::size_t label = 0; label < counts.size(); ++label) {
        std::size_t all = 0, most = label == 0 ? 1 : 0;
        for (std::size_t said = 0; said < counts.size(); ++said) {
            all += counts[label][said];
            if (said != label && counts[label][said] > counts[label][most]) most = said;
        }
        if (all == 0) continue;
        const std::size_t times = counts[label][most];
        Table::Row row;
        row.cells = {
            className(frames, label), QString::number(all), number(double(counts[label][label]) / double(all), 2),
            times == 0 ? QStringLiteral("\u2014") : Words::tr("%1, %2 times").arg(className(frames, most)).arg(times)};
        row.places = {firstTaken(frames, label, most)};
        table.rows.push_back(std::move(row));
    }
    table.note = Words::tr("right %1 of %2 (%3); %4")
                     .arg(frames.right())
                     .arg(frames.said.size())
                     .arg(number(double(frames.right()) / double(std::max<std::size_t>(1, frames.said.size())), 3),
                          referenceText(frames.references));
    if (view.newSentences)
        table.note +=
            QStringLiteral("; ") + Words::tr("new sentences of known voices %1 (%2)")
                                       .arg(number(*view.newSentences, 3), referenceText(view.newSentencesReferences));
    return table;
}

}  // namespace gui
