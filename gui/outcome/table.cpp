// Puts two tables into one.
#include "gui/outcome/table.h"

#include <QCoreApplication>
#include <algorithm>

namespace gui {
namespace {

struct Words {
    Q_DECLARE_TR_FUNCTIONS(gui::Table)
};

}  // namespace

Table besideEdited(const Table& plain, const Table& edited) {
    if (plain.rows.size() != edited.rows.size()) return plain;
    Table both = plain;
    both.rows.clear();
    std::vector<Table::Row> same;
    for (std::size_t r = 0; r < plain.rows.size(); ++r) {
        Table::Row row = plain.rows[r];
        const Table::Row& other = edited.rows[r];
        for (qsizetype c = 0; c < std::min(row.cells.size(), other.cells.size()); ++c)
            if (row.cells[c] != other.cells[c]) row.cells[c] += QStringLiteral(" \u2192 ") + other.cells[c];
        const bool changed = row.cells != plain.rows[r].cells;
        row.mark = other.mark;
        (changed ? both.rows : same).push_back(std::move(row));
    }
    const auto count = both.rows.size();
    const QString note = count == 0
                             ? Words::tr("edited: no row changes")
                             : Words::tr("edited: %1 of %2 rows change, shown first").arg(count).arg(plain.rows.size());
    both.rows.insert(both.rows.end(), same.begin(), same.end());
    both.note = plain.note.isEmpty() ? note : note + QStringLiteral("; ") + plain.note;
    return both;
}

QString placeOf(const Table::Row& row, int cell) {
    return row.places.size() == 1 ? row.places.front() : row.places.value(cell);
}

QString markedCell(const Table::Row& row, int cell) {
    const QString& text = row.cells[cell];
    if (cell + 1 != row.cells.size()) return text;
    switch (row.mark) {
        case Table::Mark::None:
            break;
        case Table::Mark::Right:
            return text + QStringLiteral("  \u2713");
        case Table::Mark::Wrong:
            return text + QStringLiteral("  \u2717");
    }
    return text;
}

}  // namespace gui
