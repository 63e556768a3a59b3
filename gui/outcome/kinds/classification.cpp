// Classes by number: held-out sequences, or the steps of one.
#include <QCoreApplication>
#include <algorithm>

#include "gui/outcome/classwords.h"
#include "gui/outcome/references.h"
#include "gui/outcome/tables.h"
#include "gui/place/words.h"
#include "gui/theme/theme.h"

namespace gui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(gui::Classification)
};

/// What the net has wrong, held out; the picture above it counts them.
Table mistakesTable(const lessons::ClassificationView& view) {
    constexpr std::size_t kShown = 200;
    const std::size_t steps = std::size_t(view.steps);
    Table table;
    table.title = view.isEachStep ? Words::tr("Held-out steps") : Words::tr("Held-out sequences");
    table.columns = {{Words::tr("wrong in sequence")}};
    if (steps > 1) table.columns.push_back({stepWord(view.stepName)});
    if (!view.confidence.empty()) table.columns.push_back({Words::tr("confidence")});
    table.columns.insert(table.columns.end(), {{Words::tr("it is")}, {Words::tr("the net says")}});
    for (std::size_t i = 0; i < view.said.size() && table.rows.size() < kShown; ++i) {
        if (view.labels[i] == view.said[i]) continue;
        Table::Row row;
        row.cells += QString::number(i / steps + 1);
        if (steps > 1) row.cells += QString::number(i % steps + 1);
        if (!view.confidence.empty()) row.cells += number(view.confidence[i], 2);
        row.cells += className(view, std::size_t(view.labels[i]));
        row.cells += className(view, std::size_t(view.said[i]));
        row.mark = Table::Mark::Wrong;
        row.places = {answerPlace(view, i)};
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
    if (view.isMeasure) return mistakesTable(view);
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
