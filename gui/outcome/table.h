// An outcome in words, row by row.
#pragma once

#include <QString>
#include <QStringList>
#include <vector>

namespace gui {

struct Table {
    struct Column {
        QString name;
        bool isNumber = false;  ///< its cells and its name stand at the right
        bool operator==(const Column&) const = default;
    };
    enum class Mark { None, Right, Wrong };
    struct Row {
        QStringList cells;
        Mark mark = Mark::None;  ///< of the last cell
        /// Where the Step page shows it, "sample=12,t=5": one for the whole row, or one a cell, empty where there is
        /// none.
        QStringList places = {};
        bool operator==(const Row&) const = default;
    };
    QString title;
    std::vector<Column> columns;
    std::vector<Row> rows;
    QString note;             ///< one line below: "right 12 of 20, held out"
    bool isSequence = false;  ///< the cells after the first follow each other: in little room they share one line
    bool operator==(const Table&) const = default;
};

/// Where a cell differs: "positive \u2192 negative". Rows that changed come first, and the note counts them.
[[nodiscard]] Table besideEdited(const Table& plain, const Table& edited);
/// Where a click on a cell leads; empty: nowhere.
[[nodiscard]] QString placeOf(const Table::Row& row, int cell);
/// The last cell with its mark: a sign first, a colour second.
[[nodiscard]] QString markedCell(const Table::Row& row, int cell);

}  // namespace gui
