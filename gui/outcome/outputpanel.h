// The outcome of the task, large: a forecast, a table of words, or scores against a threshold.
#pragma once

#include <QWidget>
#include <map>
#include <memory>

#include "gui/charts/chartcard.h"
#include "lessons/session/snapshot.h"

class QStackedWidget;
class QTableWidget;

namespace gui {

class ForecastChart;
class ScoreChart;

class OutputPanel : public QWidget {
    Q_OBJECT

 public:
    explicit OutputPanel(QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    void setSnapshot(const lessons::Snapshot& snapshot);
    /// Forgets the forecasts of earlier epochs.
    void clear();

 protected:
    void resizeEvent(QResizeEvent* event) override;

 private:
    void fitColumns();
    void showForecast(const lessons::ForecastView& view, const lessons::Snapshot& snapshot);
    [[nodiscard]] lessons::TableView beside(const lessons::TableView& table) const;
    void showTable(const lessons::TableView& view);
    void showScores(const lessons::ScoreView& view);
    void remember(const lessons::ForecastView& view, const lessons::Snapshot& snapshot);
    [[nodiscard]] std::vector<struct Ghost> ghosts(int shownEpoch) const;

    Theme m_theme;
    ForecastChart* m_forecast;
    ScoreChart* m_scores;
    QTableWidget* m_table;
    QStackedWidget* m_stack;
    ChartCard* m_card;
    std::map<int, std::vector<double>> m_past;  ///< forecasts by epoch, thinned
    int m_run = -1;
    std::shared_ptr<const lessons::OutputView> m_shown, m_shownProbed;
};

}  // namespace gui
