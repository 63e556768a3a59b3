// Paints as many rows of a table as there is room for.
#include "gui/outcome/outputwords.h"

#include <QFontMetricsF>
#include <QPainter>

namespace gui {

OutputWords::OutputWords(QWidget* parent) : QWidget(parent), m_theme(Theme::make(Theme::Kind::Light)) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setMinimumHeight(90);
}

void OutputWords::setTheme(const Theme& theme) {
    m_theme = theme;
    update();
}

void OutputWords::setTable(const Table& table) {
    m_table = table;
    setAccessibleName(table.title);
    setAccessibleDescription(table.note);
    update();
}

QStringList OutputWords::linesOf(const Table::Row& row) const {
    if (m_table.isSequence)
        return {tr("%1: %2", "places, what stands there").arg(row.cells.value(0), row.cells.mid(1).join(u' '))};
    QStringList lines;
    for (int c = 0; c < int(row.cells.size()); ++c)
        lines += std::size_t(c) < m_table.columns.size()
                     ? tr("%1: %2", "column, cell").arg(m_table.columns[std::size_t(c)].name, markedCell(row, c))
                     : markedCell(row, c);
    return lines;
}

std::vector<DrawnText> OutputWords::paintedTexts() const {
    std::vector<DrawnText> texts;
    const QFont font = m_theme.font(Theme::Text::Caption);
    const QFontMetricsF metrics(font);
    const double wide = width() - 20;
    const auto heightOf = [&](const QString& text) {
        return metrics.boundingRect(QRectF(0, 0, wide, 1e4), Qt::TextWordWrap, text).height() + 2;
    };
    double y = 8;
    // One cell under another: words need width.
    for (const Table::Row& row : m_table.rows) {
        const QStringList lines = linesOf(row);
        double high = 0;
        for (const QString& line : lines) high += heightOf(line);
        // A row is shown whole or not at all, but for the first: something is always there.
        if (y + high > height() - 6 && !texts.empty()) break;
        for (qsizetype k = 0; k < lines.size(); ++k) {
            const double tall = heightOf(lines[k]);
            if (y + tall > height() - 4 && !texts.empty()) return texts;
            const bool isWrong = k + 1 == lines.size() && row.mark == Table::Mark::Wrong;
            const QColor colour = isWrong ? m_theme.danger : k == 0 ? m_theme.ink : m_theme.mutedInk;
            texts.push_back(
                {lines[k], QRectF(10, y, wide, tall), font, colour, Qt::AlignLeft | Qt::AlignVCenter, lines[k]});
            y += tall;
        }
        y += m_table.isSequence ? 0 : (metrics.height() + 2) * 0.4;
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
