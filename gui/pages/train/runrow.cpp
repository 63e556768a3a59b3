// Paints a run's row.
#include "gui/pages/train/runrow.h"

#include <QFontMetricsF>
#include <QPainter>
#include <cmath>

#include "gui/charts/curvechart.h"

namespace gui {

RunRow::RunRow(QWidget* parent) : QAbstractButton(parent), m_theme(Theme::make(Theme::Kind::Light)) {
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setCursor(Qt::PointingHandCursor);
}

void RunRow::show(const Theme& theme, const QString& name, const QString& numbers, std::size_t place, bool front) {
    const bool grown = theme.pixels(Theme::Text::Caption) != m_theme.pixels(Theme::Text::Caption);
    m_theme = theme;
    m_name = name;
    m_numbers = numbers;
    m_place = place;
    m_front = front;
    setAccessibleName(name + QStringLiteral(", ") + numbers);
    if (grown) updateGeometry();
    update();
    setVisible(true);
}

QSize RunRow::sizeHint() const {
    return {160, int(std::ceil(m_theme.pixels(Theme::Text::Caption) * (m_theme.presenter ? 2.9 : 3.6)))};
}

std::vector<DrawnText> RunRow::paintedTexts() const {
    QFont strong = m_theme.font(Theme::Text::Caption);
    strong.setWeight(QFont::DemiBold);
    QFont digits = m_theme.font(Theme::Text::Number);
    digits.setPixelSize(std::max(m_theme.presenter ? 20 : 12, m_theme.pixels(Theme::Text::Caption) - 1));
    const QRectF inside = QRectF(rect()).adjusted(34, 4, -8, -4);
    const QFontMetricsF first(strong), second(digits);
    const double gap = (inside.height() - first.height() - second.height()) / 3;
    return {{first.elidedText(m_name, Qt::ElideRight, inside.width()),
             QRectF(inside.left(), inside.top() + gap, inside.width(), first.height()), strong, m_theme.ink,
             Qt::AlignLeft | Qt::AlignVCenter, m_name},
            {second.elidedText(m_numbers, Qt::ElideRight, inside.width()),
             QRectF(inside.left(), inside.bottom() - gap - second.height(), inside.width(), second.height()),
             digits,
             m_theme.mutedInk,
             Qt::AlignLeft | Qt::AlignVCenter,
             {}}};
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
