// A forecast, and beside it what its error is by steps ahead.
#pragma once

#include <QWidget>
#include <string>
#include <vector>

#include "gui/charts/forecastchart.h"

class QMenu;
class QPushButton;

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

 Q_SIGNALS:
    /// A person wants to see how the forecast of this value was made: its index in the series.
    void valuePicked(std::size_t index);
    /// What is to be shown of the forecast was changed by hand: display it again.
    void extentChanged();

 private:
    struct Miss {
        std::size_t index = 0;
        double said = 0, was = 0;
    };
    void listMisses(const lessons::ForecastView& view);
    void fillMenu();

    ForecastChart* m_forecast;
    HorizonChart* m_horizon;
    QWidget* m_beside;
    QPushButton *m_whole, *m_errors;
    QMenu* m_menu;
    std::vector<Miss> m_misses;  ///< the largest errors, the largest first
    std::string m_stepName;
    std::vector<LegendEntry> m_extra;
};

}  // namespace gui
