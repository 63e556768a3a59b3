// A forecast, and beside it what its error is by steps ahead.
#pragma once

#include <QWidget>
#include <vector>

#include "gui/charts/forecastchart.h"

namespace gui {

class HorizonChart;

class ForecastBoard : public QWidget {
    Q_OBJECT

 public:
    explicit ForecastBoard(QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    void display(const lessons::ForecastView& view, const std::vector<Ghost>& ghosts,
                 const lessons::ForecastView* edited);
    [[nodiscard]] std::vector<LegendEntry> legend() const;

 private:
    ForecastChart* m_forecast;
    HorizonChart* m_horizon;
    std::vector<LegendEntry> m_extra;
};

}  // namespace gui
