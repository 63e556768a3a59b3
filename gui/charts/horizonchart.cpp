// Draws errors by steps ahead.
#include "gui/charts/horizonchart.h"

#include <algorithm>
#include <cmath>

#include "gui/charts/forecastchart.h"

namespace gui {
namespace {

QList<QPointF> byStep(const std::vector<double>& errors) {
    QList<QPointF> points;
    for (std::size_t h = 0; h < errors.size(); ++h)
        if (std::isfinite(errors[h])) points.append({double(h + 1), errors[h]});
    return points;
}

/// The baseline of a kind that errs least at the horizon; null: there is none.
const lessons::ForecastView::Baseline* farthest(const lessons::ForecastView& view, const char* id) {
    const lessons::ForecastView::Baseline* least = nullptr;
    for (const lessons::ForecastView::Baseline& each : view.baselines)
        if (each.id == id && !each.rmseAhead.empty() && (!least || each.rmseAhead.back() < least->rmseAhead.back()))
            least = &each;
    return least;
}

QList<QPointF> byStep(const lessons::ForecastView::Baseline* baseline) {
    return baseline ? byStep(baseline->rmseAhead) : QList<QPointF>();
}

}  // namespace

HorizonChart::HorizonChart(QWidget* parent)
    : Chart(parent), m_naive(addLine()), m_seasonal(addLine()), m_linear(addLine()), m_net(addLine()) {
    setAccessibleName(tr("Error by steps ahead"));
    stylePens();
}

void HorizonChart::setTheme(const Theme& theme) {
    Chart::setTheme(theme);
    stylePens();
}

void HorizonChart::stylePens() {
    m_naive->setPen(linePen(theme().naive, 1, Qt::DashLine));
    m_seasonal->setPen(linePen(ForecastChart::baselineColour("seasonal_naive", theme()), 1.4));
    m_linear->setPen(linePen(ForecastChart::baselineColour("linear_autoregression", theme()), 1.4));
    m_net->setPen(linePen(theme().validation, 2));
}

std::vector<LegendEntry> HorizonChart::legend(const lessons::ForecastView& view) const {
    std::vector<LegendEntry> entries;
    for (const char* id : {"seasonal_naive", "linear_autoregression"})
        if (const auto* baseline = farthest(view, id); baseline && baseline != view.best())
            entries.push_back(
                {baselineName(*baseline), ForecastChart::baselineColour(baseline->id, theme()), Qt::SolidLine, 1.4});
    return entries;
}

void HorizonChart::setForecast(const lessons::ForecastView& view) {
    setPoints(m_net, byStep(view.rmseAhead));
    setPoints(m_naive, byStep(farthest(view, "naive")));
    setPoints(m_seasonal, byStep(farthest(view, "seasonal_naive")));
    setPoints(m_linear, byStep(farthest(view, "linear_autoregression")));
    double high = 0, highestBaseline = 0;
    for (const QLineSeries* line : {m_naive, m_seasonal, m_linear})
        for (const QPointF& point : line->points()) highestBaseline = std::max(highestBaseline, point.y());
    for (const QPointF& point : m_net->points()) high = std::max(high, point.y());
    // A net that runs away leaves the picture, and the baselines stay readable.
    if (highestBaseline > 0) high = std::min(high, 2 * highestBaseline);
    setYRange(0, 1.08 * std::max({high, highestBaseline, 1e-12}));
    setXRange(1, double(std::max<std::size_t>(2, view.rmseAhead.size())), Scale::Whole);
    setAxisName(tr("RMSE by steps ahead"));
    setAccessibleDescription(view.rmseAhead.empty() ? QString()
                                                    : tr("From %1 moments: RMSE one step ahead %2, %3 steps ahead %4")
                                                          .arg(view.origins)
                                                          .arg(significant(view.rmseAhead.front()))
                                                          .arg(view.rmseAhead.size())
                                                          .arg(significant(view.rmseAhead.back())));
}

}  // namespace gui
