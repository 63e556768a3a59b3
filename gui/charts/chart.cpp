// The common look of all charts.
#include "gui/charts/chart.h"

#include <QCategoryAxis>
#include <QChart>
#include <QEvent>
#include <QFontMetricsF>
#include <QGraphicsLayout>
#include <QGraphicsSimpleTextItem>
#include <QGraphicsTextItem>
#include <QPainter>
#include <QtMath>
#include <algorithm>
#include <cmath>

namespace gui {

QPen linePen(const QColor& colour, double width, Qt::PenStyle style) {
    QPen pen(colour, width, style, Qt::RoundCap, Qt::RoundJoin);
    if (style != Qt::SolidLine) {
        pen.setCapStyle(Qt::FlatCap);
        pen.setJoinStyle(Qt::BevelJoin);
    }
    return pen;
}

Chart::Chart(QWidget* parent) : QChartView(parent), m_theme(Theme::make(Theme::Kind::Light)),
                                m_xAxis(new QCategoryAxis(this)), m_yAxis(new QCategoryAxis(this)) {
    chart()->legend()->hide();
    chart()->setBackgroundVisible(false);
    chart()->setPlotAreaBackgroundVisible(false);
    chart()->setAnimationOptions(QChart::NoAnimation);
    chart()->layout()->setContentsMargins(0, 0, 0, 0);
    for (QCategoryAxis* axis : {m_xAxis, m_yAxis}) {
        axis->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
        axis->setTruncateLabels(false);
    }
    m_xAxis->setGridLineVisible(false);
    chart()->addAxis(m_xAxis, Qt::AlignBottom);
    chart()->addAxis(m_yAxis, Qt::AlignLeft);
    setRenderHint(QPainter::Antialiasing);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::NoFocus);
    viewport()->setFocusPolicy(Qt::NoFocus);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setMinimumSize(120, 90);
}

void Chart::setTheme(const Theme& theme) {
    m_theme = theme;
    const QFont labels = theme.font(Theme::Text::Caption);
    for (QCategoryAxis* axis : {m_xAxis, m_yAxis}) {
        axis->setLabelsFont(labels);
        axis->setLabelsBrush(theme.mutedInk);
        axis->setLinePen(QPen(theme.border, 1));
        axis->setGridLinePen(QPen(theme.border, 1, Qt::DotLine));
    }
    placeMargins();
    layTicks();
    viewport()->update();
}

void Chart::setPlaceholder(const QString& text) {
    if (m_placeholder == text) return;
    m_placeholder = text;
    for (QCategoryAxis* axis : {m_xAxis, m_yAxis}) axis->setVisible(text.isEmpty());
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
    placeMargins();
}

void Chart::placeMargins() {
    const int line = QFontMetrics(m_theme.font(Theme::Text::Caption)).height();
    chart()->setMargins(QMargins(4, 6, 10, m_xName.isEmpty() ? 2 : line));
}

void Chart::setMarkers(std::vector<ChartMarker> markers) {
    m_markers = std::move(markers);
    viewport()->update();
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

int Chart::pointBudget() const { return std::clamp(width() * 2 / 3, 150, 800); }

void Chart::layTicks() {
    const double line = m_theme.pixels(Theme::Text::Caption);
    const int columns = std::max(2, int((width() - 4 * line) / (line * 3.8)));
    const int rows = std::max(2, int((height() - 3 * line) / (line * 1.9)));
    const auto choose = [](const Range& range, int count) {
        switch (range.scale) {
            case Scale::Log: return logTicks(range.low, range.high, count);
            case Scale::Whole: return wholeTicks(range.low, range.high, count);
            case Scale::Linear: break;
        }
        return niceTicks(range.low, range.high, count);
    };
    const auto apply = [&](QCategoryAxis* axis, const Range& range, int count, QString& shown) {
        const std::vector<Tick> ticks = choose(range, count);
        QString key;
        for (const Tick& tick : ticks) key += tick.label + u'|';
        if (key != shown) {
            setTicks(axis, range, ticks);
            shown = key;
        } else if (axis->min() != range.low || axis->max() != range.high) {
            axis->setRange(range.low, range.high);
        }
    };
    apply(m_xAxis, m_x, columns, m_xTicks);
    apply(m_yAxis, m_y, rows, m_yTicks);
}

void Chart::setTicks(QCategoryAxis* axis, const Range& range, const std::vector<Tick>& ticks) {
    for (const QString& label : axis->categoriesLabels()) axis->remove(label);
    axis->setStartValue(range.low);
    for (const Tick& tick : ticks) axis->append(tick.label, tick.value);
    axis->setRange(range.low, range.high);
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
        texts.push_back({m_placeholder, ink, m_theme.font(Theme::Text::Caption), m_theme.mutedInk,
                         Qt::AlignCenter, {}});
        return texts;
    }
    const QRectF plot = chart()->plotArea();
    if (!m_xName.isEmpty()) {
        const QFont plain = m_theme.font(Theme::Text::Caption);
        const QFontMetricsF plainMetrics(plain);
        const QString name = plainMetrics.elidedText(m_xName, Qt::ElideRight, width() - 16);
        const double nameWidth = plainMetrics.horizontalAdvance(name) + 2;
        const double left = std::clamp(plot.center().x() - nameWidth / 2, 6.0, std::max(6.0, width() - nameWidth - 6.0));
        texts.push_back({name, QRectF(left, height() - plainMetrics.height() - 1, nameWidth, plainMetrics.height()), plain,
                         m_theme.mutedInk, Qt::AlignCenter, m_xName});
    }
    for (const ChartMarker& marker : m_markers) {
        if (marker.text.isEmpty() || marker.x < m_x.low || marker.x > m_x.high) continue;
        const double x = plot.left() + (marker.x - m_x.low) / (m_x.high - m_x.low) * plot.width();
        const double textWidth = metrics.horizontalAdvance(marker.text) + 2;
        QRectF rect(x + 7, plot.top() + 1, textWidth, metrics.height());
        if (marker.badge) rect.translate(7, 2);   // room for the pill's round ends
        if (rect.right() > plot.right() - (marker.badge ? 6 : 0)) rect.moveRight(x - (marker.badge ? 14 : 7));
        rect.moveLeft(std::clamp(rect.left(), plot.left() + 6, std::max(plot.left() + 6, plot.right() - rect.width() - 6)));
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
            const double x = plot.left() + (marker.x - m_x.low) / (m_x.high - m_x.low) * plot.width();
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
            QColor veil = m_theme.card;   // a curve may pass behind a marker's word
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
    for (const QGraphicsItem* item : scene()->items()) {
        QString text;
        QFont font;
        if (const auto* rich = qgraphicsitem_cast<const QGraphicsTextItem*>(item)) {
            text = rich->toPlainText();
            font = rich->font();
        } else if (const auto* plain = qgraphicsitem_cast<const QGraphicsSimpleTextItem*>(item)) {
            text = plain->text();
            font = plain->font();
        }
        if (text.trimmed().isEmpty() || !item->isVisible()) continue;
        QRectF rect = item->sceneBoundingRect();
        // Text items carry a document margin around their ink.
        if (rect.width() > 8 && rect.height() > 8) rect.adjust(4, 4, -4, -4);
        texts.push_back({text, rect, font, m_theme.mutedInk, Qt::AlignCenter, {}});
    }
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
