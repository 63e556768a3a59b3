// The result beside the cell: forecast, loss and gradient, small.
#pragma once

#include <QFrame>
#include <memory>

#include "gui/theme/theme.h"
#include "lessons/session/snapshot.h"

class QTextBrowser;

namespace gui {

class Bridge;
class ChartCard;
class CurveChart;
class ForecastChart;
class GradientChart;
class ScoreChart;
class Turns;
class WindowChart;
struct Table;

class SideCharts : public QFrame {
    Q_OBJECT

 public:
    explicit SideCharts(Bridge& bridge, QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    void setStill(bool still);
    void setPlace(int t);
    /// These words instead of the outcome; none: the outcome.
    void cover(const QString& words);

 Q_SIGNALS:
    /// Which of the task's models is to be shown; -1: the one in training.
    void taskRunPicked(int taskRun);

 protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

 private:
    void refreshModel(const lessons::Snapshot& snapshot);
    void refreshLoss(const lessons::Snapshot& snapshot);
    void refreshGradient(const lessons::Snapshot& snapshot);
    void refreshSample(const lessons::Snapshot& snapshot);
    void refreshOutput(const lessons::Snapshot& snapshot);
    /// One a way to show an outcome; each returns the card it filled.
    ChartCard* show(const lessons::ForecastView& view, const lessons::ForecastView* edited, const QString& moment);
    ChartCard* show(const lessons::ScoreView& view, const lessons::ScoreView* edited, const QString& moment);
    ChartCard* show(const Table& table, const QString& moment);
    void arrange();

    Bridge& m_bridge;
    Theme m_theme;
    int m_t = 1;
    Turns* m_turns;
    class ModelChooser* m_model;
    ForecastChart* m_forecast;
    ScoreChart* m_scores;
    WindowChart* m_window;
    class OutputWords* m_words;
    class OutputWords* m_sample;
    ChartCard* m_sampleCard;
    CurveChart* m_loss;
    GradientChart* m_gradient;
    ChartCard *m_forecastCard, *m_scoresCard, *m_windowCard, *m_wordsCard, *m_lossCard, *m_gradientCard;
    std::size_t m_sampleIndex = 0;
};

}  // namespace gui
