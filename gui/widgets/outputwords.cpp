// Paints as many rows of a table as there is room for.
#include "gui/widgets/outputwords.h"

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

std::vector<DrawnText> OutputWords::paintedTexts() const {
    std::vector<DrawnText> texts;
    const QFont font = m_theme.font(Theme::Text::Caption);
    const QFontMetricsF metrics(font);
    const double line = metrics.height() + 2, wide = width() - 20;
    double y = 8;
    // Two columns side by side, the rest of a row under them: words need width.
    for (const lessons::TableView::Row& row : m_table.rows) {
        if (y + line * double(row.cells.size()) > height() - 6) break;
        for (std::size_t c = 0; c < row.cells.size(); ++c) {
            const QString name = c < m_table.columns.size() ? QString::fromStdString(m_table.columns[c]) + QStringLiteral(": ") : QString();
            QString text = name + QString::fromStdString(row.cells[c]);
            const bool last = c + 1 == row.cells.size();
            if (last && row.mark != 0) text += row.mark > 0 ? QStringLiteral(" \u2713") : QStringLiteral(" \u2717");
            const QColor colour = last && row.mark < 0 ? m_theme.danger : c == 0 ? m_theme.ink : m_theme.mutedInk;
            texts.push_back({metrics.elidedText(text, Qt::ElideRight, wide), QRectF(10, y, wide, line), font, colour,
                             Qt::AlignLeft | Qt::AlignVCenter, text});
            y += line;
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
        painter.drawText(text.rect, int(text.alignment), text.text);
    }
}

}  // namespace gui
