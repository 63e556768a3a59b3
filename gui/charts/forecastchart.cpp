// Draws a forecast.
#include "gui/charts/forecastchart.h"

#include <QMouseEvent>
#include <algorithm>
#include <cmath>

#include "gui/charts/decimate.h"
#include "gui/place/words.h"

namespace gui {
namespace {

constexpr std::size_t kClose = 120, kLeast = 24;  // values

}  // namespace

QString forecastScore(const lessons::ForecastView& view) {
    const QString words = view.isHeldOut() ? ForecastChart::tr("held-out RMSE %1   naive %2   skill %3")
                                           : ForecastChart::tr("training RMSE %1   naive %2   skill %3");
    const QString score = words.arg(significant(view.rmse), significant(view.naiveRmse), number(view.skill, 2));
    const lessons::ForecastView::Baseline* best = view.best();
    if (!best || best->id == "naive") return score;
    return score + ForecastChart::tr("   against the best baseline %1").arg(number(view.skillAgainstBest(), 2));
}

QString baselineName(const lessons::ForecastView::Baseline& baseline) {
    if (baseline.id == "naive") return ForecastChart::tr("naive");
    if (baseline.id == "linear_autoregression") return ForecastChart::tr("linear autoregression");
    return ForecastChart::tr("seasonal naive (%1)", "period in steps").arg(baseline.period);
}

QString baselineText(const lessons::ForecastView& view) {
    QStringList parts;
    for (const lessons::ForecastView::Baseline& each : view.baselines) {
        const QString part =
            ForecastChart::tr("%1 %2", "baseline, its error").arg(baselineName(each), significant(each.rmse));
        parts += &each == view.best() ? ForecastChart::tr("%1 (the best)").arg(part) : part;
    }
    return parts.empty() ? QString()
                         : ForecastChart::tr("RMSE without a net: %1").arg(parts.join(QStringLiteral(", ")));
}

QString ForecastChart::axisName(const lessons::ForecastView& view) {
    lessons::InputDescription axis;
    axis.valueName = view.valueName;
    axis.unit = view.unit;
    return valueName(axis);
}

QColor ForecastChart::baselineColour(const std::string& id, const Theme& theme) {
    return id == "naive" ? theme.naive : id == "seasonal_naive" ? theme.runs[2] : theme.runs[1];
}

ForecastChart::ForecastChart(Extent extent, QWidget* parent) : Chart(parent), m_extent(extent) {
    // In the order of painting: what matters most comes last.
    m_actual = addLine();
    m_naive = addLine();
    m_best = addLine();
    m_free = addLine();
    for (QLineSeries*& ghost : m_ghosts) ghost = addLine();
    m_probed = addLine();
    m_forecast = addLine();
    setAccessibleName(tr("Forecast chart"));
    stylePens();
}

void ForecastChart::setTheme(const Theme& theme) {
    Chart::setTheme(theme);
    stylePens();
}

void ForecastChart::stylePens() {
    const Theme& t = theme();
    const bool close = m_extent == Extent::Close;
    m_actual->setPen(linePen(t.actual, close ? 1.6 : 1.4));
    // Dashes wider than a pixel are stroked as one path with all its crossings: a hundred times slower.
    m_naive->setPen(linePen(t.naive, 1, Qt::DashLine));
    m_best->setPen(linePen(baselineColour(m_bestId, t), close ? 1.4 : 1.2));
    m_free->setPen(linePen(t.ink, close ? 1.8 : 2, Qt::DotLine));  // short: its dots cost nothing
    m_forecast->setPen(linePen(t.runs[0], close ? 2.4 : 2.2));
    m_probed->setPen(linePen(t.danger, 2));
    for (int k = 0; k < 2; ++k) {
        QColor pale = t.runs[0];
        pale.setAlphaF(k == 0 ? 0.28f : 0.5f);
        m_ghosts[k]->setPen(linePen(pale, 1.6));
    }
}

void ForecastChart::setForecast(const lessons::ForecastView& view, const std::vector<Ghost>& ghosts,
                                const lessons::ForecastView* probed) {
    const bool close = m_extent == Extent::Close;
    const std::size_t all = view.series.size(), heldOut = std::min(view.heldOutFrom, all);
    const std::size_t tail = all - heldOut;
    // A free-running forecast is read where it begins, a few times as long as it is.
    const std::size_t run = view.freeRunning.size();
    const bool opens = tail > 0 && run > 0 && (close || !m_isWhole);
    const std::size_t end = opens ? std::min(all, heldOut + std::max(close ? 2 * run : 5 * run, kLeast)) : all;
    std::size_t first = heldOut > tail ? heldOut - tail : 0;
    if (opens)
        first = heldOut - std::min(heldOut, (end - heldOut) / (close ? 4 : 2));
    else if (close)
        first = end - std::min<std::size_t>(tail > 0 ? tail : end, kClose);
    // The whole series is the subject where nothing is held out.
    if (tail == 0 && !close) first = 0;

    const auto from = [&](std::size_t start) { return first > start ? first - start : 0; };
    const std::size_t at = view.forecastFrom;
    const int budget = pointBudget();
    setPoints(m_actual, decimate(view.series, first, end, budget));
    const auto until = [&](const std::vector<double>& values) {
        return std::min(values.size(), end > at ? end - at : 0);
    };
    setPoints(m_forecast, decimate(view.forecast, from(at), until(view.forecast), budget, double(at)));
    setPoints(m_naive, decimate(view.naive, from(at), until(view.naive), budget / 2, double(at)));
    const lessons::ForecastView::Baseline* best = view.best();
    m_bestName = best && best->id != "naive" ? baselineName(*best) : QString();
    if (best && best->id != m_bestId) {
        m_bestId = best->id;
        stylePens();
    }
    setPoints(m_best, m_bestName.isEmpty()
                          ? QList<QPointF>()
                          : decimate(best->forecast, from(at), until(best->forecast), budget / 2, double(at)));
    m_forecastFrom = at;
    m_end = end;
    m_hasFree = from(at) < view.freeRunning.size();
    setPoints(m_free, m_hasFree ? decimate(view.freeRunning, from(at), view.freeRunning.size(), budget, double(at))
                                : QList<QPointF>());
    m_hasProbed = probed != nullptr;
    setPoints(m_probed, probed ? decimate(probed->forecast, from(probed->forecastFrom), until(probed->forecast), budget,
                                          double(probed->forecastFrom))
                               : QList<QPointF>());
    m_ghostEpochs.clear();
    for (std::size_t k = 0; k < 2; ++k) {
        const bool there = k < ghosts.size();
        setPoints(m_ghosts[k],
                  there ? decimate(ghosts[k].forecast, from(at), until(ghosts[k].forecast), budget, double(at))
                        : QList<QPointF>());
        if (there) m_ghostEpochs.push_back(ghosts[k].epoch);
    }

    double low = INFINITY, high = -INFINITY;
    for (std::size_t k = first; k < end; ++k) {
        low = std::min(low, view.series[k]);
        high = std::max(high, view.series[k]);
    }
    const double span = high - low;
    // A forecast that is far off may leave the picture, but not until it is half as high again.
    for (std::size_t k = from(at); k < until(view.forecast); ++k) {
        if (!std::isfinite(view.forecast[k])) continue;
        low = std::min(low, std::max(view.forecast[k], low - span / 4));
        high = std::max(high, std::min(view.forecast[k], high + span / 4));
    }
    setYRange(low - span * 0.05, high + span * 0.08, Scale::Linear);
    setXRange(double(first), double(end > 0 ? end - 1 : 1), Scale::Whole);
    // The small chart has room for the unit only.
    const QString unit = stepsWord(view.stepName);
    setAxisName(view.start && !close ? tr("%1 from %2", "unit, first time").arg(unit, longTime(*view.start)) : unit);
    std::vector<ChartMarker> markers;
    if (tail > 0 && heldOut >= first && (opens || !close))
        markers.push_back({double(heldOut), tr("held out"), Qt::DashLine, false});
    setMarkers(std::move(markers));
    const QString baselines = baselineText(view);
    setAccessibleDescription(baselines.isEmpty() ? forecastScore(view)
                                                 : forecastScore(view) + QStringLiteral(". ") + baselines);
}

void ForecastChart::setActive(bool active) {
    m_isActive = active;
    setCursor(active ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void ForecastChart::mouseReleaseEvent(QMouseEvent* event) {
    Chart::mouseReleaseEvent(event);
    if (!m_isActive || event->button() != Qt::LeftButton) return;
    const double start = xOf(0), index = std::round((event->position().x() - start) / (xOf(1) - start));
    if (index >= double(m_forecastFrom) && index < double(m_end)) Q_EMIT valuePicked(std::size_t(index));
}

std::vector<LegendEntry> ForecastChart::legend() const {
    const Theme& t = theme();
    std::vector<LegendEntry> entries{{tr("actual"), t.actual, Qt::SolidLine, 1.6},
                                     {tr("forecast"), t.runs[0], Qt::SolidLine, 2.6},
                                     {tr("naive"), t.naive, Qt::DashLine, 1.4}};
    if (!m_bestName.isEmpty()) entries.push_back({m_bestName, m_best->pen().color(), Qt::SolidLine, 1.4});
    if (m_hasFree) entries.push_back({tr("free-running"), t.ink, Qt::DotLine, 2});
    if (m_hasProbed) entries.push_back({tr("edited or held"), t.danger, Qt::SolidLine, 2});
    for (std::size_t k = 0; k < m_ghostEpochs.size(); ++k)
        entries.push_back({tr("epoch %1").arg(m_ghostEpochs[k]), m_ghosts[k]->pen().color(), Qt::SolidLine, 2});
    return entries;
}

}  // namespace gui
