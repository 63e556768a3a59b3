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
    int largest = 0;
    for (const int unit : m_units) largest = std::max(largest, unit);
    const double label = QFontMetricsF(m_theme.font(Theme::Text::Caption)).horizontalAdvance(QString::number(largest));
    return QRectF(rect()).adjusted(m_units.empty() ? 8 : 8 + std::ceil(label) + 6, 8, -8, -line - 4);
}

/// A ramp from full negative to full positive, between the numbers they stand for.
QRectF HeatMap::key() const {
    const QRectF map = area();
    const double high = QFontMetricsF(m_theme.font(Theme::Text::Caption)).capHeight() + 2;
    const double wide = std::min(120.0, map.width() * 0.22);
    const double line = m_theme.pixels(Theme::Text::Caption) * 1.45;
    return {map.center().x() - wide / 2, map.bottom() + 4 + (line - high) / 2 - 1, wide, high};
}

int HeatMap::labelEvery() const {
    if (m_image.isNull()) return 0;
    const double least = QFontMetricsF(m_theme.font(Theme::Text::Caption)).capHeight() + 3;
    return std::max(1, int(std::ceil(least * m_image.height() / std::max(1.0, area().height()))));
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
    add(significant(-m_scale), key().left() - 6, Qt::AlignRight);
    add(significant(m_scale), key().right() + 6, Qt::AlignLeft);
    add(tr("t = %1").arg(m_image.width()), map.right(), Qt::AlignRight);
    const double row = map.height() / m_image.height();
    for (std::size_t r = 0; r < m_units.size(); r += std::size_t(labelEvery())) {
        const QString text = QString::number(m_units[r]);
        const double wide = metrics.horizontalAdvance(text) + 1, high = metrics.capHeight();
        texts.push_back({text,
                         QRectF(map.left() - 6 - wide, map.top() + (double(r) + 0.5) * row - high / 2, wide, high),
                         font, m_units[r] == m_markedUnit ? m_theme.ink : m_theme.mutedInk, Qt::AlignCenter,
                         tr("unit %1").arg(m_units[r])});
    }
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
    // What is more than full colour has a corner.
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.ink);
    const double corner = std::min({5.0, column - 2, row - 2});
    for (int r = 0; corner >= 2 && r < m_image.height(); ++r)
        for (int c = 0; c < m_image.width(); ++c) {
            if (!(std::abs(m_values[std::size_t(r)][std::size_t(c)]) > m_scale * 1.0001)) continue;
            const QPointF tip(map.left() + (c + 1) * column, map.top() + r * row);
            painter.drawPolygon(QPolygonF{tip, tip - QPointF(corner, 0), tip + QPointF(0, corner)});
        }
    const QRectF ramp = key();
    constexpr int kSwatches = 11;
    for (int k = 0; k < kSwatches; ++k)
        painter.fillRect(QRectF(ramp.left() + k * ramp.width() / kSwatches, ramp.top(), ramp.width() / kSwatches + 0.5,
                                ramp.height()),
                         m_theme.signedColour(2.0 * k / (kSwatches - 1) - 1));
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_theme.border, 1));
    painter.drawRect(ramp);
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
