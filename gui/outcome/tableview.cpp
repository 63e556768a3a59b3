// Fills and fits a table.
#include "gui/outcome/tableview.h"

#include <QFontMetrics>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QRegularExpression>
#include <QScrollBar>
#include <algorithm>
#include <numeric>
#include <utility>

namespace gui {
namespace {

constexpr int kHeaderPadding = 14;

}  // namespace

TableView::TableView(QWidget* parent) : QTableWidget(parent), m_theme(Theme::make(Theme::Kind::Light)) {
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setAlternatingRowColors(true);
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    verticalHeader()->hide();
    horizontalHeader()->setHighlightSections(false);
    setWordWrap(true);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setTabKeyNavigation(false);
    setMouseTracking(true);
    connect(this, &QTableWidget::cellClicked, this, &TableView::pick);
}

QString TableView::placeAt(int row, int column) const {
    const bool isThere = row >= 0 && column >= 0 && std::size_t(row) < m_table.rows.size();
    return isThere ? placeOf(m_table.rows[std::size_t(row)], column) : QString();
}

void TableView::pick(int row, int column) {
    if (const QString place = placeAt(row, column); !place.isEmpty()) Q_EMIT placePicked(place);
}

/// Every second row's ground goes on to the frame, where the columns need less than the width.
void TableView::paintEvent(QPaintEvent* event) {
    const int end = columnCount() == 0 ? 0 : horizontalHeader()->length();
    QPainter painter(viewport());
    for (int row = 1; row < rowCount(); row += 2)
        painter.fillRect(end, rowViewportPosition(row), viewport()->width() - end, rowHeight(row), m_theme.panel);
    painter.end();
    QTableWidget::paintEvent(event);
}

void TableView::keyPressEvent(QKeyEvent* event) {
    const bool isReturn = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isReturn && !placeAt(currentRow(), currentColumn()).isEmpty())
        pick(currentRow(), currentColumn());
    else
        QTableWidget::keyPressEvent(event);
}

void TableView::mouseMoveEvent(QMouseEvent* event) {
    QTableWidget::mouseMoveEvent(event);
    const QModelIndex at = indexAt(event->pos());
    viewport()->setCursor(placeAt(at.row(), at.column()).isEmpty() ? Qt::ArrowCursor : Qt::PointingHandCursor);
}

void TableView::setTheme(const Theme& theme) {
    m_theme = theme;
    setTable(Table(m_table));
}

void TableView::setTable(const Table& table) {
    m_table = table;
    setUpdatesEnabled(false);
    const int scrolled = verticalScrollBar()->value();
    // A live table is filled anew many times a second: the keyboard stays where it was.
    const int chosen = currentRow(), cell = currentColumn();
    clear();
    const int columns = int(table.columns.size());
    setColumnCount(columns);
    setRowCount(int(table.rows.size()));
    for (int c = 0; c < columns; ++c) {
        const Table::Column& column = table.columns[std::size_t(c)];
        const auto alignment = (column.isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter;
        auto* header = new QTableWidgetItem(column.name);
        header->setData(Qt::TextAlignmentRole, alignment.toInt() | int(Qt::TextWordWrap));
        setHorizontalHeaderItem(c, header);
        for (int r = 0; r < rowCount(); ++r) {
            const Table::Row& row = table.rows[std::size_t(r)];
            if (c >= row.cells.size()) continue;
            auto* item = new QTableWidgetItem(markedCell(row, c));
            item->setTextAlignment(alignment);
            if (c + 1 == row.cells.size() && row.mark != Table::Mark::None)
                item->setForeground(row.mark == Table::Mark::Right ? m_theme.accent : m_theme.danger);
            if (!placeOf(row, c).isEmpty()) item->setToolTip(tr("Show it on the Step page"));
            setItem(r, c, item);
        }
    }
    // Only rows that lead somewhere are chosen among.
    const bool leads =
        std::any_of(table.rows.begin(), table.rows.end(), [](const auto& one) { return !one.places.empty(); });
    setSelectionMode(leads ? QAbstractItemView::SingleSelection : QAbstractItemView::NoSelection);
    if (chosen >= 0 && chosen < rowCount() && cell < columns) setCurrentCell(chosen, cell);
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
    const std::vector<int> least = leastWidths();
    const int room = width() - 4 - verticalScrollBar()->sizeHint().width();
    // The first columns tell the most: where not even the words of all of them fit, the last ones go.
    int kept = 0, needed = 0;
    while (kept < count && (kept < 2 || needed + least[std::size_t(kept)] <= room))
        needed += least[std::size_t(kept++)];
    for (int c = 0; c < count; ++c) {
        setColumnHidden(c, c >= kept);
        if (c >= kept) total -= std::exchange(widths[std::size_t(c)], 0);
    }
    while (total > room) {
        int widest = -1;
        for (int c = 0; c < count; ++c)
            if (widths[std::size_t(c)] > least[std::size_t(c)] &&
                (widest < 0 || widths[std::size_t(c)] > widths[std::size_t(widest)]))
                widest = c;
        if (widest < 0) break;
        widths[std::size_t(widest)] -= 4;
        total -= 4;
    }
    // A number at the far end of a wide page is too far from its name: columns grow by half at most.
    for (int c = 0; c < kept && total < room; ++c)
        widths[std::size_t(c)] += std::min((room - total) / count, widths[std::size_t(c)] / 2);
    const QFontMetrics metrics(horizontalHeader()->font());
    int high = metrics.height();
    for (int c = 0; c < kept; ++c) {
        setColumnWidth(c, widths[std::size_t(c)]);
        const QRect words(0, 0, widths[std::size_t(c)] - kHeaderPadding, 10000);
        high = std::max(high,
                        metrics.boundingRect(words, Qt::TextWordWrap, m_table.columns[std::size_t(c)].name).height());
    }
    horizontalHeader()->setFixedHeight(high + 12);
    resizeRowsToContents();
}

/// What a column cannot give up: a word, whole; for the cells what a few letters need.
std::vector<int> TableView::leastWidths() const {
    const QFontMetrics metrics(horizontalHeader()->font());
    std::vector<int> least;
    for (const Table::Column& column : m_table.columns) {
        int widest = m_theme.pixels(Theme::Text::Caption) * 3;
        for (const QString& word : column.name.split(QRegularExpression(QStringLiteral("[ \\-]"))))
            widest = std::max(widest, metrics.horizontalAdvance(word + QLatin1Char('-')) + kHeaderPadding);
        // A row is known by its first cell: no word of it is cut, where it has few.
        constexpr std::size_t kNamed = 20;
        if (least.empty() && m_table.rows.size() <= kNamed)
            for (const Table::Row& row : m_table.rows)
                for (const QString& word : row.cells.value(0).split(u' '))
                    widest = std::max(widest, std::min(QFontMetrics(font()).horizontalAdvance(word) + kHeaderPadding,
                                                       m_theme.pixels(Theme::Text::Caption) * 9));
        least.push_back(widest);
    }
    return least;
}

void TableView::resizeEvent(QResizeEvent* event) {
    QTableWidget::resizeEvent(event);
    fitColumns();
}

}  // namespace gui
