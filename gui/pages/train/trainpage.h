// The Train page: the outcome large, curves, gradients, saturation and cell states below it.
#pragma once

#include <QWidget>
#include <memory>

#include "gui/theme/theme.h"
#include "lessons/session/snapshot.h"

class QLabel;
class QScrollArea;

namespace gui {

class Bridge;
class ChartCard;
class CurveChart;
class GradientChart;
class HeatMap;
class ModelTable;
class OutputPanel;
class RunList;
class SaturationChart;
class SettingsPanel;
class TrainTransport;
class Turns;

class TrainPage : public QWidget {
    Q_OBJECT

 public:
    explicit TrainPage(Bridge& bridge, QWidget* parent = nullptr);
    void setTheme(const Theme& theme);
    /// Runs, hyperparameters and model: stands at the left of the page.
    [[nodiscard]] QWidget* sidePanel() const;
    /// What the side panel needs so that no label is cut.
    [[nodiscard]] int sideWidth() const;
    /// Stands below the page, as wide as the window.
    [[nodiscard]] QWidget* transport() const;
    /// Every picture is drawn at once and nothing depends on the clock: for `shot`.
    void setStill(bool still);
    /// Where the person is on the Step page.
    void setPlace(int t, int unit);

 Q_SIGNALS:
    void epochPicked(int epoch);
    void cellPicked(int unit, int t);
    void lessonWanted();
    void modelPicked(int taskRun);

 protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

 private:
    void refreshHead(const lessons::Snapshot& snapshot);
    void refreshCurves();
    void refreshTrace(const lessons::Snapshot& snapshot);
    void arrange();

    Bridge& m_bridge;
    Theme m_theme;
    bool m_still = false;
    int m_t = 1, m_unit = 1;
    Turns* m_turns;
    std::shared_ptr<const lessons::Snapshot> m_shown;
    std::shared_ptr<const engine::Trace> m_shownTrace;

    OutputPanel* m_output;
    CurveChart* m_loss;
    CurveChart* m_metric;
    GradientChart* m_gradient;
    SaturationChart* m_saturation;
    HeatMap* m_states;
    ChartCard *m_lossCard, *m_metricCard, *m_gradientCard, *m_saturationCard, *m_statesCard;
    TrainTransport* m_transport;
    QScrollArea* m_side;
    RunList* m_runs;
    SettingsPanel* m_settings;
    ModelTable* m_model;
    QLabel* m_parameters;
};

}  // namespace gui
