// How often each unit's gate is nearly closed and nearly open: one dot a unit (Karpathy et al. 2015, section 4.2).
#pragma once

#include <QString>
#include <vector>

#include "gui/charts/chart.h"
#include "gui/charts/legend.h"

namespace gui {

/// The dots of one gate; the role fixes the hue, the letter and the shape tell it apart without the hue.
struct GateDots {
    QString letter, label;
    engine::Role role;
    std::vector<double> below, above;
};

class SaturationChart : public Chart {
    Q_OBJECT

 public:
    explicit SaturationChart(QWidget* parent = nullptr);
    void setTheme(const Theme& theme) override;
    void setGates(std::vector<GateDots> gates);
    [[nodiscard]] std::vector<LegendEntry> legend() const;

 private:
    void fill();

    static constexpr std::size_t kMost = 4;
    QScatterSeries* m_dots[kMost];
    QLineSeries* m_limit;
    std::vector<GateDots> m_gates;
};

}  // namespace gui
