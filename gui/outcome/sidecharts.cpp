// Feeds the small charts of the Step page.
#include "gui/outcome/sidecharts.h"

#include <QVBoxLayout>
#include <algorithm>

#include "gui/bridge/bridge.h"
#include "gui/charts/chartcard.h"
#include "gui/charts/curvechart.h"
#include "gui/charts/forecastchart.h"
#include "gui/charts/gradientchart.h"
#include "gui/charts/runcurve.h"
#include "gui/charts/scorechart.h"
#include "gui/charts/windowchart.h"
#include "gui/outcome/modelchooser.h"
#include "gui/outcome/outputwords.h"
#include "gui/outcome/tables.h"
#include "gui/place/overloaded.h"
#include "gui/place/words.h"
#include "gui/widgets/turns.h"

namespace gui {
namespace {

constexpr std::chrono::milliseconds kTurn{35};  // all three about ten times a second

}  // namespace

SideCharts::SideCharts(Bridge& bridge, QWidget* parent)
    : QFrame(parent),
      m_bridge(bridge),
      m_theme(Theme::make(Theme::Kind::Light)),
      m_turns(new Turns(this, kTurn)),
      m_model(new ModelChooser(this)),
      m_forecast(new ForecastChart(ForecastChart::Extent::Close)),
      m_scores(new ScoreChart),
      m_window(new WindowChart),
      m_words(new OutputWords),
      m_sample(new OutputWords),
      m_loss(new CurveChart(true)),
      m_gradient(new GradientChart) {
    setObjectName(QStringLiteral("sideCharts"));
    setAttribute(Qt::WA_StyledBackground);
    m_forecastCard = new ChartCard(tr("Forecast"), m_forecast, this);
    m_scoresCard = new ChartCard(tr("Scores"), m_scores, this);
    m_windowCard = new ChartCard(tr("This window"), m_window, this);
    m_window->setCursor(Qt::ArrowCursor);
    m_wordsCard = new ChartCard(tr("Output"), m_words, this);
    m_sampleCard = new ChartCard(tr("This sample"), m_sample, this);
    m_sampleCard->setLegend({});
    m_sampleCard->hide();
    m_lossCard = new ChartCard(tr("Loss"), m_loss, this);
    m_gradientCard = new ChartCard(tr("Gradient reaching step t"), m_gradient, this);
    m_gradientCard->setCaption(tr("vertical: norm, log scale"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(14, 14, 14, 10);
    column->setSpacing(12);
    column->addWidget(m_model);
    column->addWidget(m_sampleCard);
    connect(m_model, &ModelChooser::taskRunPicked, this, &SideCharts::taskRunPicked);
    for (ChartCard* card : {m_forecastCard, m_scoresCard, m_windowCard, m_wordsCard}) {
        column->addWidget(card, 6);
        card->hide();
    }
    column->addWidget(m_lossCard, 5);
    column->addWidget(m_gradientCard, 5);
    const auto add = [this](void (SideCharts::*part)(const lessons::Snapshot&)) {
        m_turns->add([this, part] {
            if (const auto snapshot = m_bridge.snapshot()) (this->*part)(*snapshot);
        });
    };
    add(&SideCharts::refreshModel);
    add(&SideCharts::refreshOutput);
    add(&SideCharts::refreshLoss);
    add(&SideCharts::refreshGradient);
    connect(&bridge, &Bridge::snapshotChanged, m_turns, &Turns::ask);
    connect(&bridge, &Bridge::curvesChanged, m_turns, &Turns::ask);
}

void SideCharts::setTheme(const Theme& theme) {
    m_theme = theme;
    for (ChartCard* card :
         {m_sampleCard, m_forecastCard, m_scoresCard, m_windowCard, m_wordsCard, m_lossCard, m_gradientCard})
        card->setTheme(theme);
    for (Chart* chart : std::initializer_list<Chart*>{m_forecast, m_scores, m_window, m_loss, m_gradient})
        chart->setTheme(theme);
    m_words->setTheme(theme);
    m_sample->setTheme(theme);
    m_turns->redo();
    arrange();
}

void SideCharts::setPlace(int t) {
    if (t == m_t) return;
    m_t = t;
    m_turns->ask();
}

void SideCharts::cover(const QString& words) {
    for (ChartCard* card : {m_sampleCard, m_forecastCard, m_scoresCard, m_wordsCard}) card->cover(words);
}

void SideCharts::setStill(bool still) {
    m_turns->setImmediate(still);
}

void SideCharts::showEvent(QShowEvent* event) {
    QFrame::showEvent(event);
    m_turns->redo();
}

void SideCharts::resizeEvent(QResizeEvent* event) {
    QFrame::resizeEvent(event);
    arrange();
}

/// The outcome and the loss stay; the gradient goes where there is no room.
void SideCharts::arrange() {
    const double line = m_theme.pixels(Theme::Text::Caption);
    const auto& snapshot = m_bridge.snapshot();
    // A net that does not train has neither.
    m_lossCard->setVisible(snapshot && snapshot->task->isTrainable());
    m_gradientCard->setVisible(snapshot && snapshot->shown.trace && snapshot->shown.trace->hasGradients() &&
                               height() > line * (m_sampleCard->isHidden() && m_windowCard->isHidden() ? 40 : 56));
    // Shares of the height; left to themselves, cards with long legends would take it from the others.
    std::vector<ChartCard*> cards;
    for (ChartCard* card : {m_forecastCard, m_scoresCard, m_windowCard, m_wordsCard, m_lossCard, m_gradientCard})
        if (!card->isHidden()) cards.push_back(card);
    if (cards.empty()) return;
    const QMargins margins = layout()->contentsMargins();
    int room = height() - margins.top() - margins.bottom() - int(cards.size() - 1) * layout()->spacing();
    if (!m_model->isHidden()) room -= m_model->sizeHint().height() + layout()->spacing();
    if (!m_sampleCard->isHidden()) room -= m_sampleCard->sizeHint().height() + layout()->spacing();
    const int parts = 5 * int(cards.size()) + 1;
    for (ChartCard* card : cards)
        card->setFixedHeight(std::max(int(line * 10), room * (card == cards.front() ? 6 : 5) / parts));
}

/// What the net and the edited one say for the sample that is walked: an edited input changes nothing else.
void SideCharts::refreshSample(const lessons::Snapshot& snapshot) {
    const Table both = sampleBeside(snapshot);
    m_sampleCard->setVisible(!both.rows.empty());
    if (both.rows.empty()) return;
    m_sample->setTable(both);
    const int lines = std::min(2, static_cast<int>(both.rows.size()));
    m_sample->setFixedHeight(static_cast<int>(lines * 3.3 * m_theme.pixels(Theme::Text::Caption)) + 18);
    m_sampleCard->setCaption(both.rows.size() > 2 ? tr("%1 steps change").arg(both.rows.size()) : QString());
}

void SideCharts::refreshOutput(const lessons::Snapshot& snapshot) {
    refreshSample(snapshot);
    ChartCard* shown = nullptr;
    m_sampleIndex = snapshot.shown.sampleIndex;
    if (snapshot.shown.output) {
        const auto& probed = snapshot.shown.probedOutput;
        // The edited net's outcome is of the same kind.
        const auto edited = [&](const auto& view) {
            return probed ? std::get_if<std::decay_t<decltype(view)>>(probed.get()) : nullptr;
        };
        const lessons::Moment& at = snapshot.shown.outputMoment;
        const QString moment = momentText(at.epoch, at.batch);
        shown = std::visit(
            Overloaded{[&](const lessons::ForecastView& view) { return show(view, edited(view), moment); },
                       [&](const lessons::ScoreView& view) { return show(view, edited(view), moment); },
                       [&](const auto& view) {
                           const auto* other = edited(view);
                           return show(other ? besideEdited(tableOf(view), tableOf(*other)) : tableOf(view), moment);
                       }},
            *snapshot.shown.output);
    }
    // Where several nets read the same sequence, the race is what changes from step to step.
    if (const Table race = raceTable(snapshot, m_t);
        shown == m_wordsCard && !race.rows.empty() && !snapshot.shown.unprobed)
        show(race, momentText(snapshot.shown.outputMoment.epoch, snapshot.shown.outputMoment.batch));
    for (ChartCard* card : {m_forecastCard, m_scoresCard, m_wordsCard}) card->setVisible(card == shown);
    if (shown != m_scoresCard) m_windowCard->hide();
}

ChartCard* SideCharts::show(const lessons::ForecastView& view, const lessons::ForecastView* edited,
                            const QString& moment) {
    m_forecast->setForecast(view, {}, edited);
    m_forecastCard->setCaption(tr("vertical: %1 \u00B7 %2").arg(ForecastChart::axisName(view), moment));
    m_forecastCard->setLegend(m_forecast->legend());
    m_forecastCard->setTitle(edited ? tr("Skill %1, edited %2").arg(number(view.skill, 2), number(edited->skill, 2))
                                    : tr("Forecast, skill %1").arg(number(view.skill, 2)));
    return m_forecastCard;
}

ChartCard* SideCharts::show(const lessons::ScoreView& view, const lessons::ScoreView* edited, const QString& moment) {
    const auto judged = std::find_if(view.windows.begin(), view.windows.end(),
                                     [&](const auto& window) { return window.sample == m_sampleIndex; });
    const bool isJudged = judged != view.windows.end();
    const auto index = std::size_t(judged - view.windows.begin());
    m_windowCard->setVisible(isJudged);
    if (isJudged) {
        const lessons::ScoreView& told = edited && index < edited->windows.size() ? *edited : view;
        m_window->setWindow(told, index);
        m_windowCard->setTitle(tr("Window %1: %2").arg(index + 1).arg(windowKind(told.windows[index])));
        lessons::InputDescription axis;
        axis.valueName = view.valueName;
        axis.unit = view.unit;
        m_windowCard->setCaption(tr("vertical: %1").arg(valueName(axis)));
        m_windowCard->setLegend(m_window->legend());
    }
    m_scores->setScores(view, edited, {}, isJudged ? std::optional(index) : std::nullopt);
    m_scoresCard->setTitle(view.isHeldOut ? tr("Errors, F1 %1").arg(number(view.detection(view.threshold).f1(), 2))
                                          : tr("Error of each window"));
    m_scoresCard->setCaption(tr("vertical: %1 \u00B7 %2").arg(m_scores->axisName(), moment));
    m_scoresCard->setLegend(m_scores->legend());
    return m_scoresCard;
}

ChartCard* SideCharts::show(const Table& table, const QString& moment) {
    m_words->setTable(table);
    m_wordsCard->setTitle(table.title);
    m_wordsCard->setCaption(tr("%1 \u00B7 %2", "moment, note").arg(moment, table.note));
    m_wordsCard->setLegend({});
    return m_wordsCard;
}

void SideCharts::refreshModel(const lessons::Snapshot& snapshot) {
    m_model->setSnapshot(snapshot, m_bridge.chosenTaskRun());
}

void SideCharts::refreshLoss(const lessons::Snapshot& snapshot) {
    const RunHistory& history = m_bridge.history();
    std::vector<CurveRun> runs;
    if (const int shown = history.shown(snapshot); shown >= 0) {
        const RunRecord& run = history.runs()[std::size_t(shown)];
        runs.push_back(curveOf(run, "loss", run.name, true));
    }
    m_loss->setRuns(runs, snapshot.status.epochs, snapshot.shown.epoch);
    m_lossCard->setCaption(lossCaption(*snapshot.task));
    m_lossCard->setLegend(m_loss->legend());
}

void SideCharts::refreshGradient(const lessons::Snapshot& snapshot) {
    m_gradient->setNorms(snapshot.shown.hiddenGradientNorms, snapshot.shown.cellGradientNorms, m_t);
    m_gradientCard->setLegend(m_gradient->legend());
    arrange();
}

}  // namespace gui
