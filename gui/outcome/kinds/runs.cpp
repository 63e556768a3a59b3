// The models of a task that compares several.
#include <QCoreApplication>

#include "gui/outcome/tables.h"
#include "gui/place/words.h"
#include "gui/theme/theme.h"

namespace gui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(gui::Runs)
};

}  // namespace

Table runsTable(const lessons::Snapshot& snapshot) {
    const auto log = [](const lessons::TaskRunSummary& run, const std::string& key) {
        for (const auto& [name, value] : run.facts.lastLogs)
            if (name == key) return significant(value);
        return QStringLiteral("\u2014");
    };
    const bool isHeldOut = snapshot.task->validation().size() > 0;
    const std::string prefix = isHeldOut ? "val_" : "";
    const std::vector<std::string> metrics = snapshot.task->trainerOptions().metrics;
    const auto named = [&](const std::string& id) {
        return (isHeldOut ? Words::tr("held-out %1") : Words::tr("training %1")).arg(figureName(id));
    };
    Table table;
    table.title = Words::tr("The models side by side");
    table.columns = {{Words::tr("model")}, {Words::tr("parameters"), true}, {named("loss"), true}};
    if (!metrics.empty()) table.columns.push_back({named(metrics.front()), true});
    table.columns.push_back({Words::tr("seconds"), true});
    table.columns.push_back({Words::tr("epoch"), true});
    for (std::size_t k = 0; k < snapshot.status.taskRuns.size(); ++k) {
        const lessons::TaskRunSummary& run = snapshot.status.taskRuns[k];
        Table::Row row;
        // "LSTM #8" is one word.
        row.cells = {QString::fromStdString(run.name).replace(QStringLiteral(" #"), QStringLiteral("\u00A0#")),
                     QString::number(snapshot.task->model(k)->parameterCount()), log(run, prefix + "loss")};
        if (!metrics.empty()) row.cells += log(run, prefix + metrics.front());
        row.cells += run.epoch > 0 ? number(run.facts.seconds, 1) : QStringLiteral("\u2014");
        row.cells += run.stopReason == lessons::StopReason::Diverged ? Words::tr("%1, diverged").arg(run.epoch)
                                                                     : QString::number(run.epoch);
        table.rows.push_back(std::move(row));
    }
    const std::size_t count = snapshot.status.taskRuns.size();
    const bool haveSeeds = count > 0 && snapshot.task->modelOfRun(count - 1) + 1 < count;
    table.note = haveSeeds ? Words::tr("each after its last whole epoch; # is the seed")
                           : Words::tr("each after its last whole epoch");
    return table;
}

}  // namespace gui
