// Paints as many rows of a table as there is room for.
#include "gui/outcome/outputwords.h"

#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>

namespace gui {

OutputWords::OutputWords(QWidget* parent) : QWidget(parent), m_theme(Theme::make(Theme::Kind::Light)) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setMinimumHeight(90);
}

void OutputWords::setTheme(const Theme& theme) {
    m_theme = theme;
    update();
}

void OutputWords::setTable(const lessons::TableView& table) {
    m_table = table;
    setAccessibleName(QString::fromStdString(table.title));
    setAccessibleDescription(QString::fromStdString(table.note));
    update();
}

QString OutputWords::cellText(const lessons::TableView::Row& row, std::size_t cell) const {
    const QString name = cell < m_table.columns.size()
                             ? QString::fromStdString(m_table.columns[cell]) + QStringLiteral(": ")
                             : QString();
    const bool isMarked = cell + 1 == row.cells.size() && row.mark != 0;
    return name + QString::fromStdString(row.cells[cell]) +
           (isMarked ? row.mark > 0 ? QStringLiteral(" \u2713") : QStringLiteral(" \u2717") : QString());
}

std::vector<DrawnText> OutputWords::paintedTexts() const {
    std::vector<DrawnText> texts;
    const QFont font = m_theme.font(Theme::Text::Caption);
    const QFontMetricsF metrics(font);
    const double line = metrics.height() + 2, wide = width() - 20;
    double y = 8;
    // One cell under another: words need width.
    for (const lessons::TableView::Row& row : m_table.rows) {
        // A row is shown whole or not at all.
        double high = 0;
        for (std::size_t c = 0; c < row.cells.size(); ++c)
            high += metrics.boundingRect(QRectF(0, 0, wide, 1e4), Qt::TextWordWrap, cellText(row, c)).height() + 2;
        if (y + high > height() - 6) break;
        for (std::size_t c = 0; c < row.cells.size(); ++c) {
            const QString text = cellText(row, c);
            const bool last = c + 1 == row.cells.size();
            const QColor colour = last && row.mark < 0 ? m_theme.danger : c == 0 ? m_theme.ink : m_theme.mutedInk;
            const double tall = metrics.boundingRect(QRectF(0, 0, wide, 1e4), Qt::TextWordWrap, text).height() + 2;
            texts.push_back({text, QRectF(10, y, wide, tall), font, colour, Qt::AlignLeft | Qt::AlignVCenter, text});
            y += tall;
        }
        y += line * 0.4;
    }
    return texts;
}

void OutputWords::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    for (const DrawnText& text : paintedTexts()) {
        painter.setFont(text.font);
        painter.setPen(text.colour);
        painter.drawText(text.rect, int(text.alignment) | Qt::TextWordWrap | Qt::TextDontClip, text.text);
    }
}

}  // namespace gui
