// The outcome of the task, large: a chart of its own, or a picture and a table.
#pragma once

#include <QWidget>
#include <map>
#include <memory>

#include "gui/charts/chartcard.h"
#include "lessons/session/snapshot.h"

class QStackedWidget;

namespace gui {

class ForecastBoard;
class ScoreBoard;
class PictureAndTable;
class SpeechPanel;
class TunePanel;
struct Table;

class OutputPanel : public QWidget {
    Q_OBJECT

 public:
    explicit OutputPanel(QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    void setSnapshot(const lessons::Snapshot& snapshot);
    /// These words instead of the outcome; none: the outcome.
    void cover(const QString& words);
    /// Forgets the forecasts of earlier epochs.
    void clear();

 Q_SIGNALS:
    /// What the person wants to see on the Step page: "sample=12,t=5".
    void placePicked(const QString& place);
    /// "data.temperature=0.5"
    void knobTurned(const QString& override);

 private:
    void redraw();
    void show(const lessons::ForecastView& view, const lessons::ForecastView* edited);
    void show(const lessons::ScoreView& view, const lessons::ScoreView* edited);
    void captionScores();
    /// The window that the forecast of this value was made from, at its last step.
    void openForecast(std::size_t index);
    void show(const lessons::TuneView& view, const lessons::TuneView* edited);
    void show(const lessons::SpeechView& view, const lessons::SpeechView* edited);
    void caption(const Table& table);
    void remember(const lessons::ForecastView& view);
    [[nodiscard]] std::vector<struct Ghost> ghosts(int shownEpoch) const;

    ForecastBoard* m_forecast;
    ScoreBoard* m_scores;
    PictureAndTable* m_table;
    TunePanel* m_tune;
    SpeechPanel* m_speech;
    QStackedWidget* m_stack;
    ChartCard* m_card;
    Theme m_theme = Theme::make(Theme::Kind::Light);
    std::map<int, std::vector<double>> m_past;  ///< forecasts by epoch, thinned
    std::shared_ptr<const lessons::Task> m_task;
    std::shared_ptr<const lessons::OutputView> m_shown, m_shownProbed;
    lessons::Moment m_moment;  ///< of m_shown
    std::size_t m_sample = 0;  ///< the one that is traced
    std::uint64_t m_seed = 0;
    QString m_model;  ///< of a task that compares several
};

}  // namespace gui
