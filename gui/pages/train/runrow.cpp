// Paints a run's row.
#include "gui/pages/train/runrow.h"

#include <QFontMetricsF>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "gui/charts/curvechart.h"

namespace gui {

RunRow::RunRow(QWidget* parent) : QAbstractButton(parent), m_theme(Theme::make(Theme::Kind::Light)) {
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
}

namespace {

/// As many whole parts as fit: first the middle ones go (the seed, which the tooltip tells), then the last letters.
QString fittedName(const QString& name, const QFontMetricsF& metrics, double width) {
    const QString dot = QStringLiteral(" \u00B7 ");
    QStringList parts = name.split(dot);
    while (parts.size() > 2 && metrics.horizontalAdvance(parts.join(dot)) > width) parts.removeAt(1);
    return metrics.elidedText(parts.join(dot), Qt::ElideRight, width);
}

/// As many figures as fit, the first ones first: half a figure is none.
QString fittedFigures(const QString& line, const QFontMetricsF& metrics, double width) {
    const QString comma = QStringLiteral(", ");
    QStringList parts = line.split(comma);
    while (parts.size() > 1 && metrics.horizontalAdvance(parts.join(comma)) > width) parts.removeLast();
    return metrics.elidedText(parts.join(comma), Qt::ElideRight, width);
}

}  // namespace

QFont RunRow::nameFont() const {
    QFont font = m_theme.font(Theme::Text::Caption);
    font.setWeight(QFont::DemiBold);
    return font;
}

QFont RunRow::numberFont() const {
    QFont font = m_theme.font(Theme::Text::Caption);
    font.setPixelSize(std::max(m_theme.presenter ? 20 : 12, m_theme.pixels(Theme::Text::Caption) - 1));
    return font;
}

void RunRow::show(const Theme& theme, const Texts& texts, std::size_t place, bool front) {
    const bool grown =
        theme.pixels(Theme::Text::Caption) != m_theme.pixels(Theme::Text::Caption) || texts.lines != m_texts.lines;
    m_theme = theme;
    m_texts = texts;
    m_place = place;
    m_front = front;
    const QString told = (QStringList{texts.name, texts.moment} + texts.numbers).join(QStringLiteral(", "));
    setAccessibleName(told);
    setToolTip(told);  // what is elided
    if (grown) updateGeometry();
    update();
}

QSize RunRow::sizeHint() const {
    const double lines = QFontMetricsF(nameFont()).height() + m_texts.lines * QFontMetricsF(numberFont()).height();
    return {160, int(std::ceil(lines)) + 12};
}

std::vector<DrawnText> RunRow::paintedTexts() const {
    const QFont strong = nameFont(), digits = numberFont();
    const QFontMetricsF first(strong), second(digits);
    const QRectF inside = QRectF(rect()).adjusted(34, 5, -8, -5);
    const double momentWidth = m_texts.moment.isEmpty() ? 0 : second.horizontalAdvance(m_texts.moment) + 2;
    const double nameWidth = inside.width() - (momentWidth > 0 ? momentWidth + 8 : 0);
    std::vector<DrawnText> texts{{fittedName(m_texts.name, first, nameWidth),
                                  QRectF(inside.left(), inside.top(), nameWidth, first.height()), strong, m_theme.ink,
                                  Qt::AlignLeft | Qt::AlignVCenter, m_texts.name}};
    if (momentWidth > 0)
        texts.push_back({m_texts.moment,
                         QRectF(inside.right() - momentWidth, inside.top(), momentWidth, first.height()),
                         digits,
                         m_theme.mutedInk,
                         Qt::AlignRight | Qt::AlignVCenter,
                         {}});
    double y = inside.top() + first.height() + 1;
    for (const QString& line : m_texts.numbers) {
        texts.push_back({fittedFigures(line, second, inside.width()),
                         QRectF(inside.left(), y, inside.width(), second.height()), digits, m_theme.mutedInk,
                         Qt::AlignLeft | Qt::AlignVCenter, line});
        y += second.height();
    }
    return texts;
}

void RunRow::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor colour = CurveChart::runColour(m_theme, m_place);
    painter.setPen(QPen(m_front ? m_theme.accent : m_theme.border, m_front ? 2 : 1));
    painter.setBrush(m_theme.card);
    painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 7, 7);
    if (hasFocus()) {
        painter.setPen(QPen(m_theme.ink, 1.5));
        painter.drawRoundedRect(QRectF(rect()).adjusted(4.5, 4.5, -4.5, -4.5), 4, 4);
    }
    painter.setPen(linePen(colour, m_front ? 3.5 : 2));
    painter.drawLine(QPointF(10, height() / 2.0), QPointF(25, height() / 2.0));
    for (const DrawnText& text : paintedTexts()) {
        painter.setFont(text.font);
        painter.setPen(text.colour);
        painter.drawText(text.rect, int(text.alignment), text.text);
    }
}

}  // namespace gui
