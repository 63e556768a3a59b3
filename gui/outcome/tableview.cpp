// Fills and fits a table.
#include "gui/outcome/tableview.h"

#include <QHeaderView>
#include <QScrollBar>
#include <algorithm>
#include <numeric>

namespace gui {

TableView::TableView(QWidget* parent) : QTableWidget(parent), m_theme(Theme::make(Theme::Kind::Light)) {
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setSelectionMode(QAbstractItemView::NoSelection);
    setAlternatingRowColors(true);
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    verticalHeader()->hide();
    horizontalHeader()->setHighlightSections(false);
    setWordWrap(true);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
}

void TableView::setTheme(const Theme& theme) {
    m_theme = theme;
    setTable(Table(m_table));
}

void TableView::setTable(const Table& table) {
    m_table = table;
    setUpdatesEnabled(false);
    const int scrolled = verticalScrollBar()->value();
    clear();
    const int columns = int(table.columns.size());
    setColumnCount(columns);
    setRowCount(int(table.rows.size()));
    for (int c = 0; c < columns; ++c) {
        const Table::Column& column = table.columns[std::size_t(c)];
        const auto alignment = (column.isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter;
        auto* header = new QTableWidgetItem(column.name);
        header->setTextAlignment(int(alignment));
        setHorizontalHeaderItem(c, header);
        for (int r = 0; r < rowCount(); ++r) {
            const Table::Row& row = table.rows[std::size_t(r)];
            if (c >= row.cells.size()) continue;
            auto* item = new QTableWidgetItem(markedCell(row, c));
            item->setTextAlignment(int(alignment));
            if (c + 1 == row.cells.size() && row.mark != Table::Mark::None)
                item->setForeground(row.mark == Table::Mark::Right ? m_theme.accent : m_theme.danger);
            setItem(r, c, item);
        }
    }
    fitColumns();
    verticalScrollBar()->setValue(scrolled);
    setUpdatesEnabled(true);
}

/// The widest columns give way until all of them are in view; their words wrap. What is left over goes between them.
void TableView::fitColumns() {
    const int count = columnCount();
    if (count == 0) return;
    resizeColumnsToContents();
    std::vector<int> widths;
    for (int c = 0; c < count; ++c) widths.push_back(columnWidth(c) + 12);
    int total = std::accumulate(widths.begin(), widths.end(), 0);
    const int least = m_theme.pixels(Theme::Text::Caption) * 6;
    const int room = width() - 4 - verticalScrollBar()->sizeHint().width();
    while (total > room) {
        auto widest = std::max_element(widths.begin(), widths.end());
        if (*widest <= least) break;
        *widest -= 4;
        total -= 4;
    }
    // A number at the far end of a wide page is too far from its name: columns grow by half at most.
    for (int c = 0; c < count && total < room; ++c)
        widths[std::size_t(c)] += std::min((room - total) / count, widths[std::size_t(c)] / 2);
    for (int c = 0; c < count; ++c) setColumnWidth(c, widths[std::size_t(c)]);
    resizeRowsToContents();
}

void TableView::resizeEvent(QResizeEvent* event) {
    QTableWidget::resizeEvent(event);
    fitColumns();
}

}  // namespace gui
