// Sums of two marked numbers beside what the net says.
#include <QCoreApplication>
#include <algorithm>

#include "gui/outcome/tables.h"
#include "gui/theme/theme.h"

namespace gui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(gui::Sums)
};

}  // namespace

Table tableOf(const lessons::SumsView& view) {
    constexpr std::size_t kShown = 20;
    Table table;
    table.title = view.isHeldOut ? Words::tr("Held-out sequences") : Words::tr("Training sequences");
    table.columns = {{Words::tr("sequence"), true},
                     {Words::tr("sum"), true},
                     {Words::tr("the net says"), true},
                     {Words::tr("error"), true}};
    for (std::size_t s = 0; s < std::min(kShown, view.said.size()); ++s)
        table.rows.push_back({{QString::number(s + 1), number(view.sums[s], 3), number(view.said[s], 3),
                               number(view.said[s] - view.sums[s], 3)}});
    // Two numbers drawn evenly from 0 to 1 have the sum 1 on average, and 2/12 is how far it scatters.
    table.note = Words::tr("mean squared error %1; always saying 1 gives %2")
                     .arg(significant(view.meanSquaredError), number(1.0 / 6.0, 4));
    return table;
}

}  // namespace gui
