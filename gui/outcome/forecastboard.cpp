// Shares the width between a forecast and its horizon.
#include "gui/outcome/forecastboard.h"

#include <QHBoxLayout>

#include "gui/charts/horizonchart.h"

namespace gui {

ForecastBoard::ForecastBoard(QWidget* parent)
    : QWidget(parent), m_forecast(new ForecastChart(ForecastChart::Extent::Wide)), m_horizon(new HorizonChart) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    row->addWidget(m_forecast, 7);
    row->addWidget(m_horizon, 3);
    m_horizon->hide();
}

void ForecastBoard::setTheme(const Theme& theme) {
    m_forecast->setTheme(theme);
    m_horizon->setTheme(theme);
}

void ForecastBoard::display(const lessons::ForecastView& view, const std::vector<Ghost>& ghosts,
                            const lessons::ForecastView* edited) {
    m_horizon->setVisible(!view.rmseAhead.empty());
    m_forecast->setForecast(view, ghosts, edited);
    m_extra.clear();
    if (view.rmseAhead.empty()) return;
    m_horizon->setForecast(edited ? *edited : view);
    m_extra = m_horizon->legend(view);
}

std::vector<LegendEntry> ForecastBoard::legend() const {
    std::vector<LegendEntry> entries = m_forecast->legend();
    entries.insert(entries.end(), m_extra.begin(), m_extra.end());
    return entries;
}

}  // namespace gui
