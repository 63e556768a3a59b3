// Paints a heat map: one pixel a value, enlarged without smoothing.
#include "gui/widgets/heatmap.h"

#include <QFontMetricsF>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

namespace gui {

HeatMap::HeatMap(QWidget* parent) : QWidget(parent), m_theme(Theme::make(Theme::Kind::Light)) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setMinimumHeight(56);
}

void HeatMap::setTheme(const Theme& theme) {
    m_theme = theme;
    render();
}

void HeatMap::setValues(std::vector<std::vector<double>> values, double scale, std::vector<int> units, int markedColumn,
                        int markedUnit) {
    m_values = std::move(values);
    m_scale = scale > 0 ? scale : 1;
    m_units = std::move(units);
    m_markedColumn = markedColumn;
    m_markedUnit = markedUnit;
    render();
}

void HeatMap::render() {
    const int rows = int(m_values.size()), columns = rows ? int(m_values.front().size()) : 0;
    m_image = rows && columns ? QImage(columns, rows, QImage::Format_RGB32) : QImage();
    for (int r = 0; r < m_image.height(); ++r) {
        auto* line = reinterpret_cast<QRgb*>(m_image.scanLine(r));
        for (int c = 0; c < columns; ++c)
            line[c] = m_theme.signedColour(m_values[std::size_t(r)][std::size_t(c)] / m_scale).rgb();
    }
    update();
}

QRectF HeatMap::area() const {
    const double line = m_theme.pixels(Theme::Text::Caption) * 1.45;
    return QRectF(rect()).adjusted(8, 8, -8, -line - 4);
}

std::vector<DrawnText> HeatMap::paintedTexts() const {
    std::vector<DrawnText> texts;
    const QFont font = m_theme.font(Theme::Text::Caption);
    const QFontMetricsF metrics(font);
    const QRectF map = area();
    const auto add = [&](const QString& text, double x, Qt::Alignment alignment) {
        const double w = metrics.horizontalAdvance(text) + 2;
        const double left = alignment & Qt::AlignRight ? x - w : alignment & Qt::AlignHCenter ? x - w / 2 : x;
        texts.push_back(
            {text, QRectF(left, map.bottom() + 4, w, metrics.height()), font, m_theme.mutedInk, Qt::AlignCenter, {}});
    };
    if (m_image.isNull()) return texts;
    add(tr("t = 1"), map.left(), Qt::AlignLeft);
    add(tr("%1   white 0   +%2").arg(significant(-m_scale), significant(m_scale)), map.center().x(), Qt::AlignHCenter);
    add(tr("t = %1").arg(m_image.width()), map.right(), Qt::AlignRight);
    if (m_theme.kind != Theme::Kind::Light) texts[1].text.replace(tr("white"), tr("dark"));
    return texts;
}

void HeatMap::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    if (m_image.isNull()) return;
    const QRectF map = area();
    painter.drawImage(map, m_image);
    const double column = map.width() / m_image.width(), row = map.height() / m_image.height();
    painter.setRenderHint(QPainter::Antialiasing);
    // Gaps between the cells while there is room for them.
    if (column >= 6 && row >= 6) {
        painter.setPen(QPen(m_theme.card, 1));
        for (int c = 1; c < m_image.width(); ++c)
            painter.drawLine(QPointF(map.left() + c * column, map.top()),
                             QPointF(map.left() + c * column, map.bottom()));
        for (int r = 1; r < m_image.height(); ++r)
            painter.drawLine(QPointF(map.left(), map.top() + r * row), QPointF(map.right(), map.top() + r * row));
    }
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_theme.ink, 1.6));
    if (m_markedColumn >= 0 && m_markedColumn < m_image.width())
        painter.drawRect(QRectF(map.left() + m_markedColumn * column, map.top() - 2, column, map.height() + 4));
    const auto marked = std::find(m_units.begin(), m_units.end(), m_markedUnit);
    if (marked != m_units.end())
        painter.drawRect(
            QRectF(map.left() - 2, map.top() + double(marked - m_units.begin()) * row, map.width() + 4, row));
    for (const DrawnText& text : paintedTexts()) {
        painter.setFont(text.font);
        painter.setPen(text.colour);
        painter.drawText(text.rect, int(text.alignment) | Qt::TextDontClip, text.text);
    }
}

void HeatMap::mousePressEvent(QMouseEvent* event) {
    const QRectF map = area();
    if (m_image.isNull() || !map.contains(event->position())) return;
    const int column = int((event->position().x() - map.left()) / map.width() * m_image.width());
    const int row = int((event->position().y() - map.top()) / map.height() * m_image.height());
    if (row >= 0 && row < int(m_units.size())) Q_EMIT picked(m_units[std::size_t(row)], column + 1);
}

}  // namespace gui
