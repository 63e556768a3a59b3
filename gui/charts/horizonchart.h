// The error of a forecast by how many steps ahead it is, beside the baselines'.
#pragma once

#include "gui/charts/chart.h"
#include "gui/charts/legend.h"
#include "lessons/tasks/outcome.h"

namespace gui {

class HorizonChart : public Chart {
    Q_OBJECT

 public:
    explicit HorizonChart(QWidget* parent = nullptr);
    void setTheme(const Theme& theme) override;
    void setForecast(const lessons::ForecastView& view);
    /// Of the lines that a forecast chart beside it has not.
    [[nodiscard]] std::vector<LegendEntry> legend(const lessons::ForecastView& view) const;

 private:
    void stylePens();

    QLineSeries *m_naive, *m_seasonal, *m_linear, *m_net;
};

}  // namespace gui
