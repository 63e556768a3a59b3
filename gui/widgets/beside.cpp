// Puts two tables into one.
#include "gui/widgets/beside.h"

#include <QCoreApplication>
#include <algorithm>

namespace gui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(gui::Beside)
};

const char* const kArrow = " \u2192 ";

}  // namespace

lessons::TableView besideEdited(const lessons::TableView& plain, const lessons::TableView& edited) {
    if (plain.rows.size() != edited.rows.size()) return plain;
    lessons::TableView both = plain;
    both.rows.clear();
    std::vector<lessons::TableView::Row> same;
    for (std::size_t r = 0; r < plain.rows.size(); ++r) {
        lessons::TableView::Row row = plain.rows[r];
        const auto& other = edited.rows[r];
        for (std::size_t c = 0; c < std::min(row.cells.size(), other.cells.size()); ++c)
            if (row.cells[c] != other.cells[c]) row.cells[c].append(kArrow).append(other.cells[c]);
        const bool changed = row.cells != plain.rows[r].cells;
        row.mark = other.mark;
        (changed ? both.rows : same).push_back(std::move(row));
    }
    const auto count = static_cast<int>(both.rows.size());
    const QString note = count == 0
                             ? Words::tr("edited: no row changes")
                             : Words::tr("edited: %1 of %2 rows change, shown first").arg(count).arg(plain.rows.size());
    both.rows.insert(both.rows.end(), same.begin(), same.end());
    both.note =
        (plain.note.empty() ? note : note + QStringLiteral("; ") + QString::fromStdString(plain.note)).toStdString();
    return both;
}

lessons::TableView sampleBeside(const lessons::Snapshot& snapshot) {
    lessons::TableView table;
    if (!snapshot.shown.trace || !snapshot.shown.unprobed || !snapshot.task || snapshot.shown.trace->outputs.empty())
        return table;
    const auto before = snapshot.task->tell(snapshot.shown.unprobed->outputs[0]),
               after = snapshot.task->tell(snapshot.shown.trace->outputs[0]);
    table.title = Words::tr("This sample").toStdString();
    const auto add = [&](bool changed) {
        for (std::size_t k = 0; k < std::min(before.size(), after.size()); ++k) {
            if ((before[k] != after[k]) != changed) continue;
            const QString step = before.size() > 1 ? Words::tr("t = %1, ").arg(k + 1) : QString();
            if (table.columns.empty())
                table.columns = {Words::tr("as it is").toStdString(), Words::tr("edited").toStdString()};
            table.rows.push_back({{(step + QString::fromStdString(before[k])).toStdString(), after[k]}, 0});
        }
    };
    add(true);
    // Where both say the same, one line says so.
    if (table.rows.empty()) {
        add(false);
        if (table.rows.size() > 1) table.rows.resize(1);
    }
    return table;
}

}  // namespace gui
