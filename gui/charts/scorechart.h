// One score a sample against a threshold; damaged samples are drawn as squares.
#pragma once

#include "gui/charts/chart.h"
#include "gui/charts/legend.h"
#include "lessons/tasks/outcome.h"

namespace gui {

class ScoreChart : public Chart {
    Q_OBJECT

 public:
    explicit ScoreChart(QWidget* parent = nullptr);
    void setTheme(const Theme& theme) override;
    /// edited: the scores of the edited or held net, as small dots beside the others; null: there are none.
    void setScores(const lessons::ScoreView& view, const lessons::ScoreView* edited = nullptr);
    [[nodiscard]] std::vector<LegendEntry> legend() const;
    [[nodiscard]] static QString title();
    /// Of the vertical axis.
    [[nodiscard]] static QString axisName();

 private:
    void stylePens();

    QScatterSeries* m_sound;
    QScatterSeries* m_damaged;
    QScatterSeries* m_edited;
    QLineSeries* m_threshold;
    bool m_hasTruth = false, m_hasEdited = false;
};

}  // namespace gui
