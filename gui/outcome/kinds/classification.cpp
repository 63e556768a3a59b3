// Classes by number: held-out sequences, or the steps of one.
#include <QCoreApplication>
#include <algorithm>

#include "gui/outcome/references.h"
#include "gui/outcome/tables.h"
#include "gui/place/words.h"
#include "gui/theme/theme.h"

namespace gui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(gui::Classification)
};

QString className(const lessons::ClassificationView& view, std::size_t label) {
    return label < view.names.size() ? QString::fromStdString(view.names[label]) : QString::number(label);
}

/// The first answer of one class that the net takes for another; empty: it never does.
QString firstTaken(const lessons::ClassificationView& view, std::size_t label, std::size_t said) {
    for (std::size_t i = 0; i < view.said.size(); ++i) {
        if (std::size_t(view.labels[i]) != label || std::size_t(view.said[i]) != said) continue;
        const std::size_t steps = std::size_t(view.steps);
        const QString sample = QStringLiteral("sample=%1").arg(view.firstSample + i / steps);
        return steps > 1 ? sample + QStringLiteral(",t=%1").arg(i % steps + 1) : sample;
    }
    return {};
}

/// A row a class, a column for each that the net may say; where there are too many for that, what it is mistaken for.
Table confusionTable(const lessons::ClassificationView& view) {
    constexpr std::size_t kColumns = 6;
    const auto counts = view.confusion();
    const bool isWhole = counts.size() <= kColumns;
    Table table;
    table.title = view.isEachStep ? Words::tr("Held-out steps") : Words::tr("Held-out sequences");
    table.columns = {{Words::tr("it is")}};
    if (isWhole)
        for (std::size_t said = 0; said < counts.size(); ++said)
            table.columns.push_back({Words::tr("the net says %1").arg(className(view, said)), true});
    else
        table.columns.insert(table.columns.end(), {{Words::tr("how many"), true}, {Words::tr("taken for")}});
    table.columns.push_back({Words::tr("share right"), true});
    for (std::size_t label = 0; label < counts.size(); ++label) {
        std::size_t all = 0, most = label == 0 ? 1 : 0;
        for (std::size_t said = 0; said < counts.size(); ++said) {
            all += counts[label][said];
            if (said != label && counts[label][said] > counts[label][most]) most = said;
        }
        Table::Row row;
        row.cells += className(view, label);
        if (isWhole) {
            row.places += QString();
            for (std::size_t said = 0; said < counts.size(); ++said) {
                row.cells += QString::number(counts[label][said]);
                row.places += firstTaken(view, label, said);
            }
        } else {
            row.places += firstTaken(view, label, most);
            const std::size_t times = counts[label][most];
            row.cells += QString::number(all);
            row.cells +=
                times == 0 ? QStringLiteral("\u2014") : Words::tr("%1, %2 times").arg(className(view, most)).arg(times);
        }
        row.cells += all == 0 ? QStringLiteral("\u2014") : number(double(counts[label][label]) / double(all), 2);
        table.rows.push_back(std::move(row));
    }
    table.note = Words::tr("right %1 of %2 held out (%3); %4")
                     .arg(view.right())
                     .arg(view.said.size())
                     .arg(number(double(view.right()) / double(std::max<std::size_t>(1, view.said.size())), 3),
                          referenceText(view.references));
    return table;
}

}  // namespace

Table tableOf(const lessons::ClassificationView& view) {
    if (view.isMeasure) return confusionTable(view);
    constexpr std::size_t kShown = 20;
    Table table;
    table.title = view.isEachStep  ? Words::tr("Classes of sequence 1")
                  : view.isHeldOut ? Words::tr("Held-out sequences")
                                   : Words::tr("Training sequences");
    table.columns = {{view.isEachStep ? stepWord(view.stepName) : Words::tr("sequence"), true},
                     {Words::tr("label"), true},
                     {Words::tr("the net says"), true}};
    for (std::size_t i = 0; i < view.said.size() && (view.isEachStep || i < kShown); ++i)
        table.rows.push_back({{QString::number(i + 1), QString::number(view.labels[i]), QString::number(view.said[i])},
                              view.labels[i] == view.said[i] ? Table::Mark::Right : Table::Mark::Wrong});
    const QString counted =
        view.isHeldOut ? Words::tr("right %1 of %2, held out") : Words::tr("right %1 of %2, trained on");
    table.note = counted.arg(view.right()).arg(view.said.size()) + QStringLiteral("; ") +
                 Words::tr("by chance 1 in %1").arg(view.classes);
    return table;
}

}  // namespace gui
