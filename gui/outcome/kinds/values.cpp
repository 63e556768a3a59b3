// What a net puts out for one sequence, step by step.
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
    const bool hasTargets = view.targets.size() > 0;
    Table table;
    table.title = hasTargets ? Words::tr("Output and target") : Words::tr("Output, untrained");
    table.columns.push_back({Words::tr("step"), true});
    const auto name = [&](engine::Index k) {
        if (std::size_t(k) < view.names.size()) return QString::fromStdString(view.names[std::size_t(k)]);
        return (view.isState ? Words::tr("h, unit %1") : Words::tr("output %1")).arg(k + 1);
    };
    for (engine::Index k = 0; k < view.values.cols(); ++k) {
        table.columns.push_back({name(k), true});
        if (hasTargets) table.columns.push_back({Words::tr("target"), true});
    }
    for (engine::Index t = 0; t < view.values.rows(); ++t) {
        Table::Row row;
        row.cells += view.isEachStep ? QString::number(t + 1) : Words::tr("last");
        for (engine::Index k = 0; k < view.values.cols(); ++k) {
            row.cells += significant(double(view.values(t, k)));
            if (hasTargets) row.cells += significant(double(view.targets(t, k)));
        }
        table.rows.push_back(std::move(row));
    }
    table.note = hasTargets ? Words::tr("mean squared error %1").arg(significant(view.figures().front().value))
                            : Words::tr("initial weights");
    return table;
}

}  // namespace gui
