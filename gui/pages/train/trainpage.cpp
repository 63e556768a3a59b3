// Lays out the Train page and feeds its charts, ten times a second at most.
#include "gui/pages/train/trainpage.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QScrollBar>
#include <QVBoxLayout>
#include <algorithm>

#include "gui/bridge/bridge.h"
#include "gui/charts/chartcard.h"
#include "gui/charts/curvechart.h"
#include "gui/charts/gradientchart.h"
#include "gui/charts/runcurve.h"
#include "gui/charts/saturationchart.h"
#include "gui/outcome/modelchooser.h"
#include "gui/outcome/outputpanel.h"
#include "gui/outcome/pictureandtable.h"
#include "gui/outcome/tables.h"
#include "gui/pages/train/cellstates.h"
#include "gui/pages/train/modeltable.h"
#include "gui/pages/train/runlist.h"
#include "gui/pages/train/settingspanel.h"
#include "gui/pages/train/traintransport.h"
#include "gui/place/cellnames.h"
#include "gui/place/words.h"
#include "gui/widgets/heatmap.h"
#include "gui/widgets/turns.h"

namespace gui {
namespace {

constexpr std::chrono::milliseconds kTurn{35};  // all three parts about ten times a second

QLabel* heading(const QString& text, QWidget* parent) {
    auto* label = new QLabel(text, parent);
    label->setProperty("kind", "strong");
    return label;
}

}  // namespace

TrainPage::TrainPage(Bridge& bridge, QWidget* parent)
    : Page(parent),
      m_bridge(bridge),
      m_theme(Theme::make(Theme::Kind::Light)),
      m_turns(new Turns(this, kTurn)),
      m_output(new OutputPanel(this)),
      m_table(new PictureAndTable),
      m_loss(new CurveChart(true)),
      m_metric(new CurveChart(false)),
      m_gradient(new GradientChart),
      m_saturation(new SaturationChart),
      m_states(new HeatMap),
      m_transport(new TrainTransport(bridge)),
      m_side(new QScrollArea),
      m_runs(new RunList),
      m_chooser(new ModelChooser),
      m_settings(new SettingsPanel(bridge)),
      m_model(new ModelTable),
      m_parameters(new QLabel) {
    setObjectName(QStringLiteral("page"));
    setAttribute(Qt::WA_StyledBackground);
    m_lossCard = new ChartCard(tr("Loss"), m_loss, this);
    m_metricCard = new ChartCard(tr("Metric"), m_metric, this);
    m_gradientCard = new ChartCard(tr("Gradient reaching step t"), m_gradient, this);
    m_saturationCard = new ChartCard(tr("Gate saturation"), m_saturation, this);
    m_statesCard = new ChartCard(tr("Cell state over the window"), m_states, this);
    m_gradientCard->setCaption(tr("vertical: norm, log scale"));
    m_saturationCard->setCaption(tr("vertical: share above 0.9 \u00B7 a dot a unit"));

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(20, 14, 20, 10);
    column->setSpacing(12);
    m_tableCard = new ChartCard(tr("The models side by side"), m_table, this);
    m_table->setTableName(tr("The models side by side"));
    auto* outcomes = new QHBoxLayout;
    outcomes->setSpacing(18);
    outcomes->addWidget(m_tableCard, 1);
    outcomes->addWidget(m_output, 1);
    column->addLayout(outcomes, 16);
    auto* row = new QHBoxLayout;
    row->setSpacing(18);
    for (ChartCard* card : {m_lossCard, m_metricCard, m_gradientCard, m_saturationCard}) row->addWidget(card, 1);
    column->addLayout(row, 17);
    column->addWidget(m_statesCard, 5);

    auto* side = new QWidget;
    auto* sideColumn = new QVBoxLayout(side);
    sideColumn->setContentsMargins(16, 14, 16, 14);
    sideColumn->setSpacing(8);
    sideColumn->addWidget(heading(tr("Runs"), side));
    sideColumn->addWidget(m_runs);
    sideColumn->addSpacing(4);
    sideColumn->addWidget(m_chooser);
    sideColumn->addWidget(heading(tr("Hyperparameters"), side));
    sideColumn->addWidget(m_settings);
    sideColumn->addSpacing(4);
    auto* modelRow = new QHBoxLayout;
    modelRow->addWidget(heading(tr("Model"), side));
    m_parameters->setProperty("kind", "mutedNumber");
    modelRow->addWidget(m_parameters, 0, Qt::AlignRight);
    sideColumn->addLayout(modelRow);
    sideColumn->addWidget(m_model);
    sideColumn->addStretch(1);
    auto* lesson = new QPushButton(tr("Show the lesson (L)"), side);
    lesson->setAccessibleName(tr("Show the lesson instead of runs and hyperparameters"));
    lesson->setFocusPolicy(Qt::TabFocus);
    sideColumn->addWidget(lesson);
    connect(lesson, &QPushButton::clicked, this, &TrainPage::lessonWanted);
    m_side->setObjectName(QStringLiteral("sidePanel"));
    m_side->setAttribute(Qt::WA_StyledBackground);
    m_side->setWidgetResizable(true);
    m_side->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_side->setFocusPolicy(Qt::NoFocus);
    m_side->setWidget(side);

    const auto add = [this](auto part) {
        m_turns->add([this, part] {
            if (const auto snapshot = m_bridge.snapshot()) part(*snapshot);
        });
    };
    add([this](const lessons::Snapshot& snapshot) { refreshHead(snapshot); });
    add([this](const lessons::Snapshot&) { refreshCurves(); });
    add([this](const lessons::Snapshot& snapshot) { refreshTrace(snapshot); });
    add([this](const lessons::Snapshot&) { arrange(); });
    connect(&bridge, &Bridge::opened, this, [this] {
        m_output->clear();
        m_shown.reset();
        m_shownTrace.reset();
    });
    connect(&bridge, &Bridge::snapshotChanged, m_turns, &Turns::ask);
    connect(&bridge, &Bridge::curvesChanged, m_turns, &Turns::ask);
    connect(m_transport, &TrainTransport::epochPicked, this, [this](int epoch) {
        Cursor next = m_place;
        next.epoch = epoch;
        Q_EMIT placePicked(next);
    });
    connect(m_chooser, &ModelChooser::taskRunPicked, this, &TrainPage::taskRunPicked);
    connect(m_output, &OutputPanel::placePicked, this,
            [this](const QString& place) { Q_EMIT linkFollowed(QStringLiteral("step:") + place); });
    connect(m_output, &OutputPanel::knobTurned, this,
            [this](const QString& override) { Q_EMIT linkFollowed(QStringLiteral("set:") + override); });
    connect(m_runs, &RunList::picked, this, &TrainPage::refreshCurves);
    connect(m_states, &HeatMap::picked, this, [this](int unit, int t) {
        Cursor next = m_place;
        next.unit = unit;
        next.t = t;
        Q_EMIT placePicked(next);
    });
}

QWidget* TrainPage::side() const {
    return m_side;
}

int TrainPage::sideWidth() const {
    return m_side->widget()->minimumSizeHint().width() + m_side->verticalScrollBar()->sizeHint().width() + 2;
}

QWidget* TrainPage::transport() const {
    return m_transport;
}

void TrainPage::setTheme(const Theme& theme) {
    m_theme = theme;
    for (ChartCard* card : {m_lossCard, m_metricCard, m_gradientCard, m_saturationCard, m_statesCard})
        card->setTheme(theme);
    m_output->setTheme(theme);
    m_tableCard->setTheme(theme);
    m_table->setTheme(theme);
    m_loss->setTheme(theme);
    m_metric->setTheme(theme);
    m_gradient->setTheme(theme);
    m_saturation->setTheme(theme);
    m_states->setTheme(theme);
    m_transport->setTheme(theme);
    m_runs->setTheme(theme);
    m_settings->setTheme(theme);
    m_model->setTheme(theme);
    m_shown.reset();
    m_shownTrace.reset();
    m_turns->redo();
}

void TrainPage::setPlace(const Cursor& place) {
    const bool moved = place.t != m_place.t || place.unit != m_place.unit;
    m_place = place;
    if (!moved) return;
    m_shownTrace.reset();
    m_turns->ask();
}

void TrainPage::togglePlay() {
    m_bridge.toggleTraining();
}

void TrainPage::setStill(bool still) {
    m_still = still;
    m_turns->setImmediate(still);
}

void TrainPage::showEvent(QShowEvent* event) {
    Page::showEvent(event);
    arrange();
    m_turns->redo();
}

void TrainPage::resizeEvent(QResizeEvent* event) {
    Page::resizeEvent(event);
    arrange();
}

/// Panels go before text shrinks: first the cell states, then saturation, then the metric.
void TrainPage::arrange() {
    const double line = m_theme.pixels(Theme::Text::Caption);
    const bool hasTrace = m_bridge.snapshot() && m_bridge.snapshot()->shown.trace;
    const int cards = int(width() / (line * 19));
    const bool hasMetric = m_loss && m_bridge.history().current() >= 0 &&
                           !m_bridge.history().runs()[std::size_t(m_bridge.history().current())].metrics().empty();
    const auto& snapshot = m_bridge.snapshot();
    const bool trainable = snapshot && snapshot->task->isTrainable();
    const bool several = snapshot && snapshot->task->runCount() > 1;
    // Dots over seeds want more room than a table of a few lines.
    const bool haveSeeds =
        several && snapshot->task->modelOfRun(snapshot->task->runCount() - 1) + 1 < snapshot->task->runCount();
    // Of several models the table that compares them comes first; what one of them says goes where there is no room.
    m_tableCard->setVisible(several);
    m_output->setVisible(!several || width() > line * (haveSeeds ? 95 : 62));
    m_lossCard->setVisible(trainable);
    m_metricCard->setVisible(trainable && hasMetric);
    m_gradientCard->setVisible(hasTrace && snapshot->shown.trace->hasGradients() && cards >= 2);
    m_saturationCard->setVisible(hasTrace && cards >= (hasMetric ? 4 : 3) && height() > line * 30);
    const bool hasStates = hasTrace && height() > line * (several ? 62 : 50);
    m_statesCard->setVisible(hasStates);
    const std::vector<ChartCard*> row{m_lossCard, m_metricCard, m_gradientCard, m_saturationCard};
    for (ChartCard* card : row)
        card->setFixedHeight(std::max(int(line * 11), int(height() * (hasStates ? 0.31 : 0.38))));
    ChartCard::alignFrames(row);
    m_statesCard->setFixedHeight(std::max(int(line * 9), int(height() * 0.17)));
}

void TrainPage::coverOutcome(const QString& words) {
    m_output->cover(words);
    m_tableCard->cover(words);
}

void TrainPage::refreshHead(const lessons::Snapshot& snapshot) {
    const bool another = !m_shown || m_shown->task != snapshot.task || m_shown->status.run != snapshot.status.run ||
                         m_shown->shown.taskRun != snapshot.shown.taskRun;
    if (another) {
        m_settings->refresh();
        const auto model = snapshot.task->model(snapshot.shown.taskRun);
        m_model->setModel(*model);
        m_parameters->setText(tr("%1 parameters").arg(groupedCount(model->parameterCount())));
    }
    m_transport->setSnapshot(snapshot, m_still);
    m_settings->setLearningRate(snapshot.status.learningRate);
    m_settings->setEpochs(snapshot.status.epochs);
    m_output->setSnapshot(snapshot);
    m_chooser->setSnapshot(snapshot, m_bridge.chosenTaskRun());
    refreshTable(snapshot);
    m_shown = m_bridge.snapshot();
}

void TrainPage::refreshTable(const lessons::Snapshot& snapshot) {
    if (snapshot.task->runCount() < 2) return;
    const Table table = runsTable(snapshot);
    if (table == m_runsShown) return;
    m_runsShown = table;
    m_table->display(seedDots(snapshot), table);
    m_tableCard->setCaption(tr("%1 \u00B7 seed %2").arg(table.note).arg(snapshot.status.seed));
    m_tableCard->setLegend({});
}

/// What tells this run from the others in a legend.
QString TrainPage::curveName(const RunRecord& run) const {
    const auto& runs = m_bridge.history().runs();
    const bool hasOtherNames = std::any_of(runs.begin(), runs.end(), [&](const RunRecord& other) {
        return other.settings == run.settings && other.name != run.name;
    });
    QStringList parts{run.settings.isEmpty() || hasOtherNames ? run.name : run.settings};
    if (run.branchedAt >= 0) parts += tr("branch at %1").arg(run.branchedAt);
    if (std::any_of(runs.begin(), runs.end(), [&](const RunRecord& other) { return other.seed != run.seed; }))
        parts += tr("seed %1").arg(run.seed);
    return parts.join(QStringLiteral(" \u00B7 "));
}

void TrainPage::refreshCurves() {
    const RunHistory& history = m_bridge.history();
    m_runs->setHistory(history);
    const auto& snapshot = m_bridge.snapshot();
    if (!snapshot) return;
    const int current = history.current();
    const auto metrics = current >= 0 ? history.runs()[std::size_t(current)].metrics() : std::vector<std::string>();
    std::vector<CurveRun> losses, measures;
    for (const int index : m_runs->order(history, 4)) {
        const RunRecord& run = history.runs()[std::size_t(index)];
        const QString label = curveName(run);
        losses.push_back(curveOf(run, "loss", label, losses.empty()));
        if (!metrics.empty()) measures.push_back(curveOf(run, metrics.front(), label, measures.empty()));
    }
    m_loss->setRuns(losses, snapshot->status.epochs, snapshot->shown.epoch);
    m_lossCard->setCaption(lossCaption(*snapshot->task));
    m_lossCard->setLegend(m_loss->legend());
    if (!metrics.empty()) {
        const QString name = figureName(metrics.front());
        m_metric->setRuns(measures, snapshot->status.epochs, snapshot->shown.epoch);
        m_metricCard->setTitle(name);
        m_metricCard->setCaption(tr("vertical: %1").arg(name));
        m_metricCard->setLegend(m_metric->legend());
    }
}

void TrainPage::refreshTrace(const lessons::Snapshot& snapshot) {
    if (m_shownTrace && m_shownTrace == snapshot.shown.trace) return;
    m_shownTrace = snapshot.shown.trace;
    m_gradient->setNorms(snapshot.shown.hiddenGradientNorms, snapshot.shown.cellGradientNorms, m_place.t);
    m_gradientCard->setLegend(m_gradient->legend());
    if (!snapshot.shown.trace) return;
    const engine::CellProgram& program = *snapshot.shown.trace->cell.program;
    std::vector<GateDots> gates;
    for (const engine::GateSaturation& gate : snapshot.shown.saturation) {
        const engine::Operation& operation = program.operations[std::size_t(gate.operation)];
        gates.push_back(
            {QString::fromStdString(operation.symbol), labelOf(operation), operation.role, gate.below, gate.above});
    }
    m_saturation->setGates(std::move(gates));
    m_saturationCard->setLegend(m_saturation->legend());
    const CellStates states = cellStates(*snapshot.shown.trace);
    m_states->setValues(states.values, states.scale, states.units, m_place.t - 1, m_place.unit);
    m_statesCard->setTitle(states.isCell ? tr("Cell state c over the window") : tr("Hidden state h over the window"));
    m_statesCard->setCaption(states.units.size() < std::size_t(program.units)
                                 ? tr("%1 most active of %2 units \u00D7 time step, sorted by when they peak")
                                       .arg(states.units.size())
                                       .arg(program.units)
                                 : tr("unit \u00D7 time step, sorted by when they peak"));
    m_states->setAccessibleName(
        tr("Heat map of %1 units over %2 steps").arg(states.units.size()).arg(snapshot.shown.trace->cell.steps));
}

}  // namespace gui
