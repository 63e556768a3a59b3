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

}  // namespace

HorizonChart::HorizonChart(QWidget* parent)
    : Chart(parent), m_naive(addLine()), m_best(addLine()), m_net(addLine()) {
    setAccessibleName(tr("Error by steps ahead"));
    stylePens();
}

void HorizonChart::setTheme(const Theme& theme) {
    Chart::setTheme(theme);
    stylePens();
}

void HorizonChart::stylePens() {
    m_naive->setPen(linePen(theme().naive, 1, Qt::DashLine));
    m_best->setPen(linePen(theme().runs[1], 1.4));
    m_net->setPen(linePen(theme().validation, 2));
}

void HorizonChart::setForecast(const lessons::ForecastView& view) {
    setPoints(m_net, byStep(view.rmseAhead));
    setPoints(m_naive, view.baselines.empty() ? QList<QPointF>() : byStep(view.baselines.front().rmseAhead));
    const lessons::ForecastView::Baseline* best = view.best();
    setPoints(m_best, best && best->id != "naive" ? byStep(best->rmseAhead) : QList<QPointF>());
    double high = 0, highestBaseline = 0;
    for (const QLineSeries* line : {m_naive, m_best})
        for (const QPointF& point : line->points()) highestBaseline = std::max(highestBaseline, point.y());
    for (const QPointF& point : m_net->points()) high = std::max(high, point.y());
    // A net that runs away leaves the picture, and the baselines stay readable.
    if (highestBaseline > 0) high = std::min(high, 2 * highestBaseline);
    setYRange(0, 1.08 * std::max({high, highestBaseline, 1e-12}));
    setXRange(1, double(std::max<std::size_t>(2, view.rmseAhead.size())), Scale::Whole);
    setAxisName(tr("steps ahead \u00B7 from %1 moments").arg(view.origins));
    setAccessibleDescription(view.rmseAhead.empty() ? QString()
                                                    : tr("RMSE one step ahead %1, %2 steps ahead %3")
                                                          .arg(significant(view.rmseAhead.front()))
                                                          .arg(view.rmseAhead.size())
                                                          .arg(significant(view.rmseAhead.back())));
}

}  // namespace gui
