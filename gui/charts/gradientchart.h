// How much gradient reaches each time step of the traced sample.
#pragma once

#include <vector>

#include "gui/charts/chart.h"
#include "gui/charts/legend.h"

namespace gui {

class GradientChart : public Chart {
    Q_OBJECT

 public:
    explicit GradientChart(QWidget* parent = nullptr);
    void setTheme(const Theme& theme) override;
    /// By t, from the first step; cell may be empty (GRU, simple RNN). step from 1 marks where the person is, 0:
    /// nowhere.
    void setNorms(const std::vector<double>& hidden, const std::vector<double>& cell, int step = 0);
    [[nodiscard]] std::vector<LegendEntry> legend() const;

 private:
    void stylePens();

    QLineSeries* m_hidden;
    QLineSeries* m_cell;
    bool m_hasCell = false;
};

}  // namespace gui
