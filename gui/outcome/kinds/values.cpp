// What an untrained net puts out, step by step.
#include <QCoreApplication>

#include "gui/outcome/tables.h"
#include "gui/theme/theme.h"

namespace gui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(gui::Values)
};

}  // namespace

Table tableOf(const lessons::ValuesView& view) {
    Table table;
    table.title = Words::tr("Output, untrained");
    table.columns.push_back({Words::tr("step"), true});
    for (engine::Index k = 0; k < view.values.cols(); ++k)
        table.columns.push_back({(view.isState ? Words::tr("h, unit %1") : Words::tr("output %1")).arg(k + 1), true});
    for (engine::Index t = 0; t < view.values.rows(); ++t) {
        Table::Row row;
        row.cells += view.isEachStep ? QString::number(t + 1) : Words::tr("last");
        for (engine::Index k = 0; k < view.values.cols(); ++k) row.cells += significant(double(view.values(t, k)));
        table.rows.push_back(std::move(row));
    }
    table.note = Words::tr("initial weights");
    return table;
}

}  // namespace gui
