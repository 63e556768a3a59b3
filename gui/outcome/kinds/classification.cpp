// Classes by number: held-out sequences, or the steps of one.
#include <QCoreApplication>

#include "gui/outcome/tables.h"
#include "gui/place/words.h"

namespace gui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(gui::Classification)
};

}  // namespace

Table tableOf(const lessons::ClassificationView& view) {
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
