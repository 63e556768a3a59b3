// One score a sample against a threshold; damaged samples are drawn as squares.
#pragma once

#include "gui/charts/chart.h"
#include "gui/charts/legend.h"
#include "lessons/tasks/task.h"

namespace gui {

class ScoreChart : public Chart {
    Q_OBJECT

 public:
    explicit ScoreChart(QWidget* parent = nullptr);
    void setTheme(const Theme& theme) override;
    void setScores(const lessons::ScoreView& view);
    [[nodiscard]] std::vector<LegendEntry> legend() const;

 private:
    void stylePens();

    QScatterSeries* m_sound;
    QScatterSeries* m_damaged;
    QLineSeries* m_threshold;
    bool m_hasTruth = false;
};

}  // namespace gui
