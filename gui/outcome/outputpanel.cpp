// Shows the outcome of the task.
#include "gui/outcome/outputpanel.h"

#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "gui/charts/scorechart.h"
#include "gui/outcome/forecastboard.h"
#include "gui/outcome/pictureandtable.h"
#include "gui/outcome/references.h"
#include "gui/outcome/scoreboard.h"
#include "gui/outcome/speech/speechpanel.h"
#include "gui/outcome/tables.h"
#include "gui/outcome/tune/roll.h"
#include "gui/outcome/tune/tunepanel.h"
#include "gui/place/overloaded.h"
#include "gui/place/words.h"

namespace gui {

OutputPanel::OutputPanel(QWidget* parent)
    : QWidget(parent),
      m_forecast(new ForecastBoard),
      m_scores(new ScoreBoard),
      m_table(new PictureAndTable),
      m_tune(new TunePanel),
      m_speech(new SpeechPanel),
      m_stack(new QStackedWidget) {
    m_stack->addWidget(m_forecast);
    m_stack->addWidget(m_scores);
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_tune);
    m_stack->addWidget(m_speech);
    m_card = new ChartCard(tr("Output"), m_stack, this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_card);
    connect(m_forecast, &ForecastBoard::valuePicked, this, &OutputPanel::openForecast);
    connect(m_forecast, &ForecastBoard::extentChanged, this, &OutputPanel::redraw);
    connect(m_scores, &ScoreBoard::placePicked, this, &OutputPanel::placePicked);
    connect(m_scores, &ScoreBoard::changed, this, &OutputPanel::captionScores);
    connect(m_table, &PictureAndTable::placePicked, this, &OutputPanel::placePicked);
    connect(m_tune, &TunePanel::knobTurned, this, &OutputPanel::knobTurned);
    connect(m_speech, &SpeechPanel::knobTurned, this, &OutputPanel::knobTurned);
    connect(m_speech, &SpeechPanel::placePicked, this, &OutputPanel::placePicked);
}

void OutputPanel::setTheme(const Theme& theme) {
    m_card->setTheme(theme);
    m_forecast->setTheme(theme);
    m_scores->setTheme(theme);
    m_table->setTheme(theme);
    m_tune->setTheme(theme);
    m_speech->setTheme(theme);
    m_theme = theme;
    redraw();
}

void OutputPanel::cover(const QString& words) {
    m_card->cover(words);
}

void OutputPanel::clear() {
    m_past.clear();
    m_scores->clear();
    m_shown.reset();
    m_shownProbed.reset();
    m_moment = {.run = -1};
}

void OutputPanel::setSnapshot(const lessons::Snapshot& snapshot) {
    const lessons::Shown& shown = snapshot.shown;
    if (!shown.output ||
        (shown.output == m_shown && shown.probedOutput == m_shownProbed && shown.sampleIndex == m_sample))
        return;
    if (shown.outputMoment.run != m_moment.run || shown.outputMoment.taskRun != m_moment.taskRun) m_past.clear();
    m_task = snapshot.task;
    m_shown = shown.output;
    m_shownProbed = shown.probedOutput;
    m_moment = shown.outputMoment;
    m_sample = shown.sampleIndex;
    m_seed = snapshot.status.seed;
    m_model =
        snapshot.task->runCount() > 1 ? QString::fromStdString(snapshot.task->runName(m_moment.taskRun)) : QString();
    redraw();
}

void OutputPanel::redraw() {
    if (!m_shown) return;
    // The edited net's outcome is of the same kind.
    const auto edited = [this](const auto& view) {
        using Kind = std::decay_t<decltype(view)>;
        return m_shownProbed ? std::get_if<Kind>(m_shownProbed.get()) : nullptr;
    };
    std::visit(Overloaded{[&](const lessons::ForecastView& view) { show(view, edited(view)); },
                          [&](const lessons::ScoreView& view) { show(view, edited(view)); },
                          [&](const lessons::TuneView& view) { show(view, edited(view)); },
                          [&](const lessons::SpeechView& view) { show(view, edited(view)); },
                          [&](const auto& view) {
                              const auto* other = edited(view);
                              const Table table = other ? besideEdited(tableOf(view), tableOf(*other)) : tableOf(view);
                              m_stack->setCurrentWidget(m_table);
                              m_table->display(pictureOf(other ? *other : view, m_sample), table);
                              caption(table);
                          }},
               *m_shown);
}

void OutputPanel::remember(const lessons::ForecastView& view) {
    // Only what was seen exactly at the end of an epoch, and thinned: 1, 2, 3, 5, 10, 20, 50 ...
    const int epoch = m_moment.epoch;
    const bool isRound =
        epoch == 1 || epoch == 2 || epoch == 3 || epoch == 5 || epoch == 10 || epoch % 20 == 0 || epoch == 50;
    if (isRound && m_moment.batch == 0) m_past[epoch] = view.forecast;
}

std::vector<Ghost> OutputPanel::ghosts(int shownEpoch) const {
    // One from about a tenth of the way, one from about a third: far enough apart to be told apart.
    std::vector<Ghost> result;
    for (const double share : {0.1, 0.4}) {
        const auto after = m_past.lower_bound(std::max(1, int(shownEpoch * share)));
        if (after == m_past.end() || after->first >= shownEpoch) continue;
        if (!result.empty() && result.back().epoch == after->first) continue;
        result.push_back({after->first, after->second});
    }
    return result;
}

void OutputPanel::show(const lessons::ForecastView& view, const lessons::ForecastView* edited) {
    remember(view);
    m_stack->setCurrentWidget(m_forecast);
    m_forecast->display(view, ghosts(m_moment.epoch), edited);
    m_card->setTitle(tr("Forecast"));
    const QString axis = ForecastChart::axisName(view);
    const QString title = tr("%1 \u00B7 vertical: %2 \u00B7 %3")
                              .arg(view.title.empty() ? axis : QString::fromStdString(view.title), axis,
                                   momentText(m_moment.epoch, m_moment.batch));
    const QString baselines = baselineText(view);
    m_card->setCaption(baselines.isEmpty() ? title : tr("%1 \u00B7 %2", "title, baselines").arg(title, baselines));
    m_card->setLegend(m_forecast->legend());
    m_card->setNumbers(forecastScore(view) + tr("   seed %1").arg(m_seed));
}

void OutputPanel::openForecast(std::size_t index) {
    const auto* view = m_shown ? std::get_if<lessons::ForecastView>(m_shown.get()) : nullptr;
    if (!view || index >= view->series.size()) return;
    // The windows of such a task stand in the order of the series, and the last one is of its last value.
    const std::size_t behind = view->series.size() - index, count = m_task->sampleCount();
    if (behind > count) return;
    const std::size_t sample = count - behind;
    Q_EMIT placePicked(QStringLiteral("sample=%1,t=%2").arg(sample).arg(m_task->sample(sample).inputs.at(0).steps));
}

void OutputPanel::caption(const Table& table) {
    m_card->setTitle(m_model.isEmpty() ? table.title : tr("%1: %2", "model, table").arg(m_model, table.title));
    m_card->setCaption(
        tr("%1 \u00B7 %2 \u00B7 seed %3").arg(momentText(m_moment.epoch, m_moment.batch), table.note).arg(m_seed));
    m_card->setLegend({});
    m_card->setNumbers({});
}

void OutputPanel::show(const lessons::ScoreView&, const lessons::ScoreView* edited) {
    m_stack->setCurrentWidget(m_scores);
    m_scores->display(m_shown, edited, m_sample);
    m_card->setTitle(ScoreChart::title());
    captionScores();
}

void OutputPanel::captionScores() {
    const std::string& title = std::get<lessons::ScoreView>(*m_shown).title;
    const QString moment = momentText(m_moment.epoch, m_moment.batch);
    QString caption = tr("vertical: %1 \u00B7 %2").arg(m_scores->axisName(), moment);
    if (!title.empty()) caption = tr("%1 \u00B7 %2", "title, caption").arg(QString::fromStdString(title), caption);
    if (const QString others = m_scores->references(); !others.isEmpty())
        caption = tr("%1 \u00B7 %2", "caption, baselines").arg(caption, others);
    m_card->setCaption(caption);
    m_card->setLegend(m_scores->legend());
    m_card->setNumbers(m_scores->numbers());
}

void OutputPanel::show(const lessons::TuneView& view, const lessons::TuneView* edited) {
    const lessons::TuneView& shown = edited ? *edited : view;
    m_stack->setCurrentWidget(m_tune);
    m_tune->display(shown, *m_task->composer());
    m_card->setTitle(tr("The net goes on from: %1").arg(QString::fromStdString(shown.tune.title)));
    m_card->setCaption(tr("right: quarter notes, bars numbered \u00B7 up: pitch \u00B7 %1 \u00B7 seed %2, take %3")
                           .arg(momentText(m_moment.epoch, m_moment.batch))
                           .arg(m_seed)
                           .arg(shown.tune.how.take));
    m_card->setLegend(tuneLegend(m_theme));
    m_card->setNumbers(tr("held-out loss %1; %2").arg(number(shown.loss, 2), referenceText(shown.references)));
}

void OutputPanel::show(const lessons::SpeechView& view, const lessons::SpeechView* edited) {
    const Table table = edited ? besideEdited(tableOf(view), tableOf(*edited)) : tableOf(view);
    m_stack->setCurrentWidget(m_speech);
    m_speech->display(edited ? m_shownProbed : m_shown, m_sample, table);
    caption(table);
    m_card->setTitle(tr("What the net hears, frame by frame"));
}

}  // namespace gui
