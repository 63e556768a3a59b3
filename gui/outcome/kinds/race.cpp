// Several nets that read one sequence side by side.
#include <QCoreApplication>

#include "gui/outcome/tables.h"
#include "gui/place/words.h"
#include "lessons/session/race.h"

namespace gui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(gui::Race)
};

}  // namespace

Table raceTable(const lessons::Snapshot& snapshot, int t) {
    Table table;
    const std::vector<lessons::RaceLane> lanes = lessons::raceOf(snapshot, t);
    if (lanes.empty()) return table;
    table.title = Words::tr("If it ended at t = %1").arg(t);
    table.note = Words::tr("right: %1", "a class").arg(sayingText(snapshot.shown.sample.target.front()));
    table.columns = {{Words::tr("net")}, {Words::tr("says")}};
    table.isSequence = true;
    for (const lessons::RaceLane& lane : lanes) {
        Table::Row row;
        row.mark = lane.isRight ? Table::Mark::Right : Table::Mark::Wrong;
        row.cells = {QString::fromStdString(lane.name), sayingText(lessons::Saying(lane.says))};
        row.cells.last() = markedCell(row, 1);
        table.rows.push_back(std::move(row));
    }
    return table;
}

}  // namespace gui
