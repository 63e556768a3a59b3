// Draws scores and their threshold.
#include "gui/charts/scorechart.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

namespace gui {
namespace {

constexpr double kNear = 8;  // pixels: as near as a hand gets

}  // namespace

ScoreChart::ScoreChart(QWidget* parent)
    : Chart(parent),
      m_sound(addDots(7)),
      m_damaged(addDots(9)),
      m_edited(addDots(4)),
      m_ring(addDots(15)),
      m_threshold(addLine()) {
    m_damaged->setMarkerShape(QScatterSeries::MarkerShapeRectangle);
    m_ring->setColor(Qt::transparent);
    setAccessibleName(tr("Score chart"));
    stylePens();
}

void ScoreChart::setTheme(const Theme& theme) {
    Chart::setTheme(theme);
    stylePens();
}

void ScoreChart::stylePens() {
    m_sound->setColor(theme().runs[0]);
    m_damaged->setColor(theme().danger);
    m_edited->setColor(theme().ink);
    m_ring->setBorderColor(theme().ink);
    m_threshold->setPen(linePen(theme().ink, 1.5, Qt::DashLine));
}

void ScoreChart::setActive(bool active) {
    if (m_isActive == active) return;
    m_isActive = active;
    setFocusPolicy(active ? Qt::StrongFocus : Qt::NoFocus);
    viewport()->setMouseTracking(active);
    setAccessibleName(active ? tr("Scores: Up and Down move the threshold, Left and Right choose a window")
                             : tr("Score chart"));
}

double ScoreChart::placed(double score) const {
    return m_isLog ? std::log10(std::max(score, m_least)) : score;
}

void ScoreChart::setScores(const lessons::ScoreView& view, const lessons::ScoreView* edited,
                           std::optional<double> moved, std::optional<std::size_t> chosen) {
    m_scores = view.scores;
    m_chosen = chosen;
    m_at = moved.value_or(view.threshold);
    m_hasTruth = !view.truth.empty();
    m_hasEdited = edited != nullptr;
    double low = std::min(m_at, view.threshold), high = std::max(m_at, view.threshold);
    double least = high > 0 ? high : 1;  // above zero
    const auto reach = [&](const std::vector<double>& scores) {
        for (const double score : scores) {
            if (!std::isfinite(score)) continue;
            low = std::min(low, score);
            high = std::max(high, score);
            if (score > 0) least = std::min(least, score);
        }
    };
    reach(view.scores);
    if (edited) reach(edited->scores);
    m_least = least;
    m_isLog = view.isHeldOut && high > 100 * least;

    QList<QPointF> sound, damaged, dots;
    for (std::size_t k = 0; k < view.scores.size(); ++k)
        if (std::isfinite(view.scores[k]))
            (k < view.truth.size() && view.truth[k] ? damaged : sound).append({double(k + 1), placed(view.scores[k])});
    for (std::size_t k = 0; edited && k < edited->scores.size(); ++k)
        if (std::isfinite(edited->scores[k])) dots.append({double(k + 1), placed(edited->scores[k])});
    setPoints(m_edited, dots);
    const double count = std::max<double>(2, double(view.scores.size()));
    setPoints(m_sound, sound);
    setPoints(m_damaged, damaged);
    const bool hasRing = chosen && *chosen < view.scores.size() && std::isfinite(view.scores[*chosen]);
    setPoints(m_ring, hasRing ? QList<QPointF>{{double(*chosen + 1), placed(view.scores[*chosen])}} : QList<QPointF>());
    setPoints(m_threshold, QList<QPointF>{{0, placed(m_at)}, {count + 1, placed(m_at)}});
    const double bottom = m_isLog ? std::log10(least) : low, top = m_isLog ? std::log10(high) : high;
    const double margin = std::max(1e-9, (top - bottom) * 0.07);
    setXRange(0, count + 1, Scale::Whole);
    setYRange(bottom - margin, top + margin, m_isLog ? Scale::Log : Scale::Linear);
    setAxisName(tr("window"));
    const lessons::Detection counts = view.detection(m_at);
    if (view.isHeldOut)
        setAccessibleDescription(
            tr("Threshold %1, precision %2, recall %3")
                .arg(significant(m_at), number(counts.precision(), 2), number(counts.recall(), 2)));
}

QString ScoreChart::title() {
    return tr("Mean squared error of each window");
}
QString ScoreChart::axisName() const {
    return m_isLog ? tr("mean squared error, log scale") : tr("mean squared error");
}

double ScoreChart::thresholdHeight() const {
    return yOf(placed(m_at));
}

void ScoreChart::moveTo(double height) {
    const double value = valueAtHeight(height);
    Q_EMIT thresholdMoved(m_isLog ? std::pow(10.0, value) : std::max(0.0, value));
}

void ScoreChart::pickAt(QPointF place) {
    std::optional<std::size_t> nearest;
    double least = kNear * kNear;
    for (std::size_t k = 0; k < m_scores.size(); ++k) {
        const QPointF gap = QPointF(xOf(double(k + 1)), yOf(placed(m_scores[k]))) - place;
        if (const double square = QPointF::dotProduct(gap, gap); square <= least) {
            least = square;
            nearest = k;
        }
    }
    if (nearest) Q_EMIT windowPicked(*nearest);
}

void ScoreChart::mousePressEvent(QMouseEvent* event) {
    if (!m_isActive || event->button() != Qt::LeftButton) return Chart::mousePressEvent(event);
    m_isDragging = std::abs(event->position().y() - thresholdHeight()) <= kNear / 2;
    if (!m_isDragging) pickAt(event->position());
    event->accept();
}

void ScoreChart::mouseMoveEvent(QMouseEvent* event) {
    if (!m_isActive) return Chart::mouseMoveEvent(event);
    if (m_isDragging) moveTo(event->position().y());
    const bool isNear = m_isDragging || std::abs(event->position().y() - thresholdHeight()) <= kNear / 2;
    viewport()->setCursor(isNear ? Qt::SizeVerCursor : Qt::ArrowCursor);
    event->accept();
}

void ScoreChart::mouseReleaseEvent(QMouseEvent* event) {
    m_isDragging = false;
    if (!m_isActive) Chart::mouseReleaseEvent(event);
}

void ScoreChart::keyPressEvent(QKeyEvent* event) {
    if (!m_isActive || event->modifiers() != Qt::NoModifier) return Chart::keyPressEvent(event);
    const std::size_t count = m_scores.size(), now = m_chosen.value_or(0);
    switch (event->key()) {
        case Qt::Key_Up:
            return moveTo(thresholdHeight() - 4);
        case Qt::Key_Down:
            return moveTo(thresholdHeight() + 4);
        case Qt::Key_Left:
            if (now > 0 && count > 0) Q_EMIT windowPicked(now - 1);
            return;
        case Qt::Key_Right:
            if (now + 1 < count) Q_EMIT windowPicked(now + 1);
            return;
        default:
            Chart::keyPressEvent(event);
    }
}

void ScoreChart::drawForeground(QPainter* painter, const QRectF& rect) {
    Chart::drawForeground(painter, rect);
    if (!m_isActive) return;
    // A grip at the right end says that the line can be taken.
    painter->setRenderHint(QPainter::Antialiasing);
    const QPointF grip(chart()->plotArea().right() - 1, thresholdHeight());
    painter->setPen(Qt::NoPen);
    painter->setBrush(theme().ink);
    painter->drawPolygon(
        QPolygonF{grip + QPointF(0, -8), grip + QPointF(-6, 0), grip + QPointF(0, 8), grip + QPointF(6, 0)});
    if (hasFocus()) {
        painter->setPen(QPen(theme().accent, 2));
        painter->setBrush(Qt::NoBrush);
        painter->drawRect(QRectF(viewport()->rect()).adjusted(1, 1, -1, -1));
    }
}

std::vector<LegendEntry> ScoreChart::legend() const {
    std::vector<LegendEntry> entries{
        {m_hasTruth ? tr("sound") : tr("sample"), theme().runs[0], Qt::SolidLine, 2, LegendEntry::Sample::Circle}};
    if (m_hasTruth) entries.push_back({tr("damaged"), theme().danger, Qt::SolidLine, 2, LegendEntry::Sample::Square});
    if (m_hasEdited)
        entries.push_back({tr("edited or held"), theme().ink, Qt::SolidLine, 1.2, LegendEntry::Sample::Circle});
    entries.push_back({tr("threshold"), theme().ink, Qt::DashLine, 1.6});
    return entries;
}

}  // namespace gui
