// A forecast over what happened, beside the naive baseline, with the line between seen and held-out data.
#pragma once

#include <vector>

#include "gui/charts/chart.h"
#include "gui/charts/legend.h"
#include "lessons/tasks/outcome.h"

namespace gui {

/// The forecast of an earlier epoch, drawn pale.
struct Ghost {
    int epoch = 0;
    std::vector<double> forecast;
};

class ForecastChart : public Chart {
    Q_OBJECT

 public:
    enum class Extent {
        Wide,   ///< large, with epochs gone by; where there is a free-running forecast, its length five times
        Close,  ///< small; of the held-out part the beginning where there is a free-running forecast, else the end
    };
    explicit ForecastChart(Extent extent, QWidget* parent = nullptr);
    void setTheme(const Theme& theme) override;
    /// `probed`: the forecast with a clamp, shown beside; may be null.
    void setForecast(const lessons::ForecastView& view, const std::vector<Ghost>& ghosts,
                     const lessons::ForecastView* probed = nullptr);
    /// Wide: as many seen values as held-out ones, then all of the held-out ones, whatever runs free.
    void setWhole(bool whole) { m_isWhole = whole; }
    /// A forecast can be clicked; else it is a picture.
    void setActive(bool active);
    [[nodiscard]] std::vector<LegendEntry> legend() const;
    /// Of the vertical axis: "demand (MW)".
    [[nodiscard]] static QString axisName(const lessons::ForecastView& view);
    [[nodiscard]] static QColor baselineColour(const std::string& id, const Theme& theme);

 Q_SIGNALS:
    /// The forecast of this value, an index in the series, was clicked.
    void valuePicked(std::size_t index);

 protected:
    void mouseReleaseEvent(QMouseEvent* event) override;

 private:
    void stylePens();

    Extent m_extent;
    QLineSeries* m_naive;
    QLineSeries* m_best;  ///< the best baseline, where that is another one
    QLineSeries* m_free;
    QLineSeries* m_ghosts[2];
    QLineSeries* m_actual;
    QLineSeries* m_forecast;
    QLineSeries* m_probed;
    std::vector<int> m_ghostEpochs;
    std::size_t m_forecastFrom = 0, m_end = 0;  ///< values that can be picked
    bool m_hasProbed = false, m_hasFree = false, m_isActive = false, m_isWhole = false;
    std::string m_bestId;
    QString m_bestName;  ///< empty: the naive one, or none is known
};

/// "held-out RMSE 14.2   naive 19.8   skill 0.28", and the skill against the best baseline where that is another one.
[[nodiscard]] QString forecastScore(const lessons::ForecastView& view);
/// "naive", "seasonal naive (48)", "linear autoregression"
[[nodiscard]] QString baselineName(const lessons::ForecastView::Baseline& baseline);
/// "RMSE without a net: naive 905, seasonal naive (48) 3110, linear autoregression 242 (the best)"; empty: none is
/// known.
[[nodiscard]] QString baselineText(const lessons::ForecastView& view);

}  // namespace gui
