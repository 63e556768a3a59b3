// The Train page: the outcome large, curves, gradients, saturation and cell states below it.
#pragma once

#include <memory>

#include "gui/outcome/table.h"
#include "gui/pages/page.h"

class QLabel;
class QScrollArea;

namespace gui {

class Bridge;
class ChartCard;
class CurveChart;
class GradientChart;
class HeatMap;
class ModelChooser;
class ModelTable;
class OutputPanel;
class RunList;
class SaturationChart;
class SettingsPanel;
class PictureAndTable;
class TrainTransport;
class Turns;

class TrainPage : public Page {
    Q_OBJECT

 public:
    explicit TrainPage(Bridge& bridge, QWidget* parent = nullptr);
    void setTheme(const Theme& theme) override;
    /// Runs, hyperparameters and model.
    [[nodiscard]] QWidget* side() const override;
    [[nodiscard]] int sideWidth() const override;
    [[nodiscard]] QWidget* transport() const override;
    void setStill(bool still) override;
    /// The page takes its snapshots from the bridge, a turn a part.
    void coverOutcome(const QString& words) override;
    void setSnapshot(std::shared_ptr<const lessons::Snapshot>) override {}
    void setPlace(const Cursor& place) override;
    void togglePlay() override;

 protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

 private:
    void refreshHead(const lessons::Snapshot& snapshot);
    void refreshTable(const lessons::Snapshot& snapshot);
    [[nodiscard]] QString curveName(const struct RunRecord& run) const;
    void refreshCurves();
    void refreshTrace(const lessons::Snapshot& snapshot);
    void arrange();

    Bridge& m_bridge;
    Theme m_theme;
    bool m_still = false;
    Cursor m_place;
    Turns* m_turns;
    std::shared_ptr<const lessons::Snapshot> m_shown;
    std::shared_ptr<const engine::Trace> m_shownTrace;

    OutputPanel* m_output;
    PictureAndTable* m_table;  ///< the models side by side, of a task that compares several
    ChartCard* m_tableCard;
    CurveChart* m_loss;
    CurveChart* m_metric;
    GradientChart* m_gradient;
    SaturationChart* m_saturation;
    HeatMap* m_states;
    ChartCard *m_lossCard, *m_metricCard, *m_gradientCard, *m_saturationCard, *m_statesCard;
    TrainTransport* m_transport;
    QScrollArea* m_side;
    RunList* m_runs;
    ModelChooser* m_chooser;
    SettingsPanel* m_settings;
    ModelTable* m_model;
    QLabel* m_parameters;
    Table m_runsShown;
};

}  // namespace gui
