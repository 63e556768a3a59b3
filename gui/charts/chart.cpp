// The common look of all charts.
#include "gui/charts/chart.h"

#include <QChart>
#include <QEvent>
#include <QFontMetricsF>
#include <QGraphicsLayout>
#include <QPainter>
#include <QValueAxis>
#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace gui {

QPen linePen(const QColor& colour, double width, Qt::PenStyle style) {
    QPen pen(colour, width, style, Qt::RoundCap, Qt::RoundJoin);
    if (style != Qt::SolidLine) {
        pen.setCapStyle(Qt::FlatCap);
        pen.setJoinStyle(Qt::BevelJoin);
    }
    return pen;
}

Chart::Chart(QWidget* parent)
    : QChartView(parent),
      m_theme(Theme::make(Theme::Kind::Light)),
      m_xAxis(new QValueAxis(this)),
      m_yAxis(new QValueAxis(this)) {
    chart()->legend()->hide();
    chart()->setBackgroundVisible(false);
    chart()->setPlotAreaBackgroundVisible(false);
    chart()->setAnimationOptions(QChart::NoAnimation);
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    chart()->setMargins(QMargins());
    chart()->addAxis(m_xAxis, Qt::AlignBottom);
    chart()->addAxis(m_yAxis, Qt::AlignLeft);
    for (QValueAxis* axis : {m_xAxis, m_yAxis}) axis->setVisible(false);
    setRenderHint(QPainter::Antialiasing);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    viewport()->setFocusPolicy(Qt::NoFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMinimumSize(120, 60);
}

void Chart::setTheme(const Theme& theme) {
    m_theme = theme;
    layTicks();
    viewport()->update();
}

void Chart::setPlaceholder(const QString& text) {
    if (m_placeholder == text) return;
    m_placeholder = text;
    viewport()->update();
}

void Chart::setXRange(double low, double high, Scale scale) {
    m_x = {low, high > low ? high : low + 1, scale};
    layTicks();
}

void Chart::setYRange(double low, double high, Scale scale) {
    m_y = {low, high > low ? high : low + 1, scale};
    layTicks();
}

void Chart::setAxisName(const QString& x) {
    if (m_xName == x) return;
    m_xName = x;
    layTicks();
}

void Chart::setMarkers(std::vector<ChartMarker> markers) {
    m_markers = std::move(markers);
    viewport()->update();
}

void Chart::keepBadgeRoom() {
    m_badgeRoom = true;
    layTicks();
}

QLineSeries* Chart::addLine() {
    auto* series = new QLineSeries(this);
    attach(series);
    return series;
}

QScatterSeries* Chart::addDots(double size) {
    auto* series = new QScatterSeries(this);
    series->setMarkerSize(size);
    series->setBorderColor(Qt::transparent);
    attach(series);
    return series;
}

void Chart::attach(QAbstractSeries* series) {
    chart()->addSeries(series);
    series->attachAxis(m_xAxis);
    series->attachAxis(m_yAxis);
}

void Chart::setPoints(QXYSeries* series, const QList<QPointF>& points) {
    if (series->points() != points) series->replace(points);
}

int Chart::pointBudget() const {
    return std::clamp(width() * 2 / 3, 150, 800);
}

void Chart::layTicks() {
    const double line = m_theme.pixels(Theme::Text::Caption);
    const int columns = std::max(2, int((width() - 4 * line) / (line * 3.8)));
    const int rows = std::max(2, int((height() - 3 * line) / (line * 1.9)));
    const auto choose = [](const Range& range, int count) {
        switch (range.scale) {
            case Scale::Log:
                return logTicks(range.low, range.high, count);
            case Scale::Whole:
                return wholeTicks(range.low, range.high, count);
            case Scale::Linear:
                break;
        }
        return niceTicks(range.low, range.high, count);
    };
    m_xTicks = choose(m_x, columns);
    m_yTicks = choose(m_y, rows);
    const QFontMetricsF metrics(m_theme.font(Theme::Text::Caption));
    double labelWidth = 0;
    for (const Tick& tick : m_yTicks) labelWidth = std::max(labelWidth, metrics.horizontalAdvance(tick.label));
    const double left = std::ceil(labelWidth) + 14, below = metrics.height() * (m_xName.isEmpty() ? 1 : 2) + 7;
    const double above = m_badgeRoom ? metrics.height() + 11 : 9;
    const QRectF plot(left, above, std::max(10.0, width() - left - 14), std::max(10.0, height() - above - below));
    if (chart()->plotArea() != plot) chart()->setPlotArea(plot);
    for (const auto& [axis, range] : {std::pair{m_xAxis, m_x}, std::pair{m_yAxis, m_y}})
        if (axis->min() != range.low || axis->max() != range.high) axis->setRange(range.low, range.high);
    // Round numbers on a logarithmic axis lie unevenly: of two whose labels would touch, the first stays.
    double last = std::numeric_limits<double>::infinity();
    std::erase_if(m_yTicks, [&](const Tick& tick) {
        const double y = yOf(tick.value);
        if (std::abs(y - last) < metrics.height()) return true;
        last = y;
        return false;
    });
    viewport()->update();
}

double Chart::xOf(double value) const {
    const QRectF plot = chart()->plotArea();
    return plot.left() + (value - m_x.low) / (m_x.high - m_x.low) * plot.width();
}

double Chart::yOf(double value) const {
    const QRectF plot = chart()->plotArea();
    return plot.bottom() - (value - m_y.low) / (m_y.high - m_y.low) * plot.height();
}

double Chart::valueAtHeight(double y) const {
    const QRectF plot = chart()->plotArea();
    return m_y.low + (plot.bottom() - y) / plot.height() * (m_y.high - m_y.low);
}

std::vector<DrawnText> Chart::axisTexts() const {
    std::vector<DrawnText> texts;
    const QFont font = m_theme.font(Theme::Text::Caption);
    const QFontMetricsF metrics(font);
    const QRectF plot = chart()->plotArea();
    const auto add = [&](const QString& text, double left, double top, const QString& name = {}) {
        const double wide = metrics.horizontalAdvance(text) + 2;
        texts.push_back({text,
                         QRectF(std::clamp(left, 2.0, std::max(2.0, width() - wide - 2)), top, wide, metrics.height()),
                         font, m_theme.mutedInk, Qt::AlignCenter, name});
    };
    for (const Tick& tick : m_yTicks)
        add(tick.label, plot.left() - 7 - metrics.horizontalAdvance(tick.label),
            yOf(tick.value) - metrics.height() / 2);
    for (const Tick& tick : m_xTicks)
        add(tick.label, xOf(tick.value) - metrics.horizontalAdvance(tick.label) / 2, plot.bottom() + 4);
    // On the lowest card the ticks stand alone: half a word is none.
    if (!m_xName.isEmpty() && plot.bottom() + 4 + 2 * metrics.height() <= height() - 2) {
        const QString name = metrics.elidedText(m_xName, Qt::ElideRight, width() - 16);
        add(name, plot.center().x() - metrics.horizontalAdvance(name) / 2, plot.bottom() + 4 + metrics.height(),
            m_xName);
    }
    return texts;
}

void Chart::drawBackground(QPainter* painter, const QRectF&) {
    if (!m_placeholder.isEmpty()) return;
    const QRectF plot = chart()->plotArea();
    painter->setRenderHint(QPainter::Antialiasing, false);
    painter->setPen(QPen(m_theme.border, 1, Qt::DotLine));
    for (const Tick& tick : m_yTicks)
        painter->drawLine(QPointF(plot.left(), yOf(tick.value)), QPointF(plot.right(), yOf(tick.value)));
    painter->setPen(QPen(m_theme.border, 1));
    painter->drawLine(plot.bottomLeft(), plot.bottomRight());
    painter->drawLine(plot.bottomLeft(), plot.topLeft());
    for (const Tick& tick : m_xTicks)
        painter->drawLine(QPointF(xOf(tick.value), plot.bottom()), QPointF(xOf(tick.value), plot.bottom() + 4));
    painter->setRenderHint(QPainter::Antialiasing, true);
    for (const DrawnText& text : axisTexts()) {
        painter->setFont(text.font);
        painter->setPen(text.colour);
        painter->drawText(text.rect, int(text.alignment) | Qt::TextDontClip, text.text);
    }
}

std::vector<DrawnText> Chart::markerTexts() const {
    std::vector<DrawnText> texts;
    const QFont font = [this] {
        QFont f = m_theme.font(Theme::Text::Caption);
        f.setWeight(QFont::DemiBold);
        return f;
    }();
    const QFontMetricsF metrics(font);
    if (!m_placeholder.isEmpty()) {
        const QRectF area(QPointF(8, 8), QSizeF(width() - 16, height() - 16));
        QRectF ink = metrics.boundingRect(area, Qt::AlignCenter | Qt::TextWordWrap, m_placeholder);
        texts.push_back(
            {m_placeholder, ink, m_theme.font(Theme::Text::Caption), m_theme.mutedInk, Qt::AlignCenter, {}});
        return texts;
    }
    const QRectF plot = chart()->plotArea();
    for (const ChartMarker& marker : m_markers) {
        if (marker.text.isEmpty() || marker.x < m_x.low || marker.x > m_x.high) continue;
        const double x = xOf(marker.x);
        const double textWidth = metrics.horizontalAdvance(marker.text) + 2;
        QRectF rect(x + 7, plot.top() + 1, textWidth, metrics.height());
        if (marker.badge && m_badgeRoom) {
            rect.moveLeft(x - textWidth / 2);
            rect.moveBottom(plot.top() - 5);
        } else if (rect.right() > plot.right() - 6) {
            rect.moveRight(x - 7);
        }
        rect.moveLeft(
            std::clamp(rect.left(), plot.left() + 6, std::max(plot.left() + 6, plot.right() - rect.width() - 6)));
        texts.push_back({marker.text, rect, font, marker.badge ? m_theme.ground : m_theme.ink, Qt::AlignCenter, {}});
    }
    return texts;
}

void Chart::drawForeground(QPainter* painter, const QRectF&) {
    painter->setRenderHint(QPainter::Antialiasing);
    const QRectF plot = chart()->plotArea();
    if (m_placeholder.isEmpty()) {
        for (const ChartMarker& marker : m_markers) {
            if (marker.x < m_x.low || marker.x > m_x.high) continue;
            const double x = xOf(marker.x);
            painter->setPen(linePen(m_theme.ink, 1.5, marker.style));
            painter->drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()));
        }
    }
    for (const DrawnText& text : markerTexts()) {
        if (text.colour == m_theme.ground) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(m_theme.ink);
            const QRectF pill = text.rect.adjusted(-8, -2, 8, 2);
            painter->drawRoundedRect(pill, pill.height() / 2, pill.height() / 2);
        } else if (text.colour == m_theme.ink) {
            QColor veil = m_theme.card;  // a curve may pass behind a marker's word
            veil.setAlphaF(0.85f);
            painter->fillRect(text.rect, veil);
        }
        painter->setFont(text.font);
        painter->setPen(text.colour);
        painter->drawText(text.rect, int(text.alignment) | Qt::TextDontClip | Qt::TextWordWrap, text.text);
    }
}

std::vector<DrawnText> Chart::paintedTexts() const {
    std::vector<DrawnText> texts = markerTexts();
    if (!m_placeholder.isEmpty()) return texts;
    for (DrawnText& text : axisTexts()) texts.push_back(std::move(text));
    return texts;
}

void Chart::resizeEvent(QResizeEvent* event) {
    QChartView::resizeEvent(event);
    layTicks();
}

bool Chart::viewportEvent(QEvent* event) {
    // The wheel belongs to the page, not to the chart.
    if (event->type() == QEvent::Wheel) {
        event->ignore();
        return false;
    }
    return QChartView::viewportEvent(event);
}

}  // namespace gui
