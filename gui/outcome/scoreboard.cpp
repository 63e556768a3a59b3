// Lays out scores, window and threshold.
#include "gui/outcome/scoreboard.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "gui/charts/scorechart.h"
#include "gui/charts/windowchart.h"
#include "gui/outcome/references.h"
#include "gui/widgets/numberbox.h"

namespace gui {

ScoreBoard::ScoreBoard(QWidget* parent)
    : QWidget(parent),
      m_scores(new ScoreChart),
      m_window(new WindowChart),
      m_name(new QLabel),
      m_label(new QLabel(tr("Threshold"))),
      m_box(new NumberBox),
      m_back(new QPushButton(tr("Back"))),
      m_mistake(new QPushButton(tr("Next mistake"))),
      m_open(new QPushButton(tr("Open window"))),
      m_beside(new QWidget),
      m_row(new QWidget) {
    m_name->setProperty("kind", "caption");
    m_name->setWordWrap(true);
    auto* beside = new QVBoxLayout(m_beside);
    beside->setContentsMargins(0, 4, 4, 0);
    beside->setSpacing(0);
    beside->addWidget(m_name);
    beside->addWidget(m_window, 1);
    auto* charts = new QHBoxLayout;
    charts->setSpacing(4);
    charts->addWidget(m_scores, 3);
    charts->addWidget(m_beside, 2);

    m_label->setProperty("kind", "caption");
    m_label->setBuddy(m_box);
    m_box->setDecimals(5);
    m_box->setRange(0, 1e6);
    m_box->setAccessibleName(tr("Threshold of the mean squared error"));
    m_back->setAccessibleName(tr("Back to the threshold from sound windows"));
    m_mistake->setAccessibleName(tr("Choose the next window that is missed or a false alarm"));
    m_open->setAccessibleName(tr("Open the chosen window on the Step page, at its largest error"));
    auto* row = new QHBoxLayout(m_row);
    row->setContentsMargins(8, 0, 8, 4);
    row->addWidget(m_label);
    row->addWidget(m_box);
    row->addWidget(m_back);
    row->addStretch(1);
    row->addWidget(m_mistake);
    row->addWidget(m_open);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    column->addLayout(charts, 1);
    column->addWidget(m_row);

    connect(m_scores, &ScoreChart::thresholdMoved, this, &ScoreBoard::moveThreshold);
    connect(m_scores, &ScoreChart::windowPicked, this, &ScoreBoard::choose);
    connect(m_window, &WindowChart::opened, this, &ScoreBoard::open);
    connect(m_mistake, &QPushButton::clicked, this, &ScoreBoard::chooseMistake);
    connect(m_open, &QPushButton::clicked, this, &ScoreBoard::open);
    connect(m_box, &NumberBox::valueChanged, this, &ScoreBoard::moveThreshold);
    connect(m_back, &QPushButton::clicked, this, [this] {
        m_moved.reset();
        redraw();
        Q_EMIT changed();
    });
}

void ScoreBoard::setTheme(const Theme& theme) {
    m_scores->setTheme(theme);
    m_window->setTheme(theme);
}

void ScoreBoard::clear() {
    m_moved.reset();
    m_chosen.reset();
    m_sample.reset();
}

const lessons::ScoreView& ScoreBoard::view() const {
    return std::get<lessons::ScoreView>(*m_outcome);
}

void ScoreBoard::display(std::shared_ptr<const lessons::OutputView> outcome, const lessons::ScoreView* edited,
                         std::size_t sample) {
    m_outcome = std::move(outcome);
    m_edited = edited ? std::optional(*edited) : std::nullopt;
    const std::vector<lessons::ScoreView::Window>& windows = view().windows;
    if (m_sample != sample) {
        m_sample = sample;
        const auto shown = std::find_if(windows.begin(), windows.end(),
                                        [&](const lessons::ScoreView::Window& each) { return each.sample == sample; });
        if (shown != windows.end()) m_chosen = std::size_t(shown - windows.begin());
    }
    if (m_chosen && *m_chosen >= windows.size()) m_chosen.reset();
    // Where none was chosen, a fault is the first to look at.
    if (!m_chosen && !windows.empty()) {
        const auto fault = std::find(view().truth.begin(), view().truth.end(), true);
        m_chosen = fault == view().truth.end() ? 0 : std::size_t(fault - view().truth.begin());
    }
    redraw();
}

double ScoreBoard::threshold() const {
    return m_moved.value_or(view().threshold);
}

void ScoreBoard::redraw() {
    if (!m_outcome) return;
    m_scores->setActive(view().isHeldOut);
    m_scores->setScores(view(), m_edited ? &*m_edited : nullptr, m_moved, m_chosen);
    // Where the windows are not told there is nothing to choose, and the threshold is a share of what it judges.
    m_beside->setVisible(!view().windows.empty());
    m_open->setVisible(!view().windows.empty());
    m_mistake->setVisible(!view().windows.empty());
    const lessons::Detection counts = view().detection(threshold());
    m_mistake->setEnabled(counts.missed + counts.falseAlarms > 0);
    m_row->setVisible(view().isHeldOut);
    {
        const QSignalBlocker quiet(m_box);
        const double size = std::max(threshold(), 1e-9);
        m_box->setSingleStep(std::pow(10.0, std::floor(std::log10(size)) - 1));
        m_box->setValue(threshold());
    }
    m_back->setEnabled(m_moved.has_value());
    if (!m_chosen || view().windows.empty()) return;
    const lessons::ScoreView& shown = m_edited && *m_chosen < m_edited->windows.size() ? *m_edited : view();
    const lessons::ScoreView::Window& window = shown.windows[*m_chosen];
    const double score = shown.scores[*m_chosen];
    m_name->setText(
        tr("Window %1: %2 \u00B7 error %3, %4")
            .arg(*m_chosen + 1)
            .arg(windowKind(window), significant(score), score <= threshold() ? tr("no alarm") : tr("alarm")));
    m_window->setWindow(shown, *m_chosen);
}

void ScoreBoard::moveThreshold(double threshold) {
    if (!m_outcome || !view().isHeldOut) return;
    m_moved = threshold;
    redraw();
    Q_EMIT changed();
}

void ScoreBoard::choose(std::size_t window) {
    if (!m_outcome || window >= view().windows.size()) return;
    m_chosen = window;
    redraw();
    Q_EMIT changed();
}

bool ScoreBoard::isMistake(std::size_t window) const {
    // A score that is no number is an alarm.
    return window < view().truth.size() && view().truth[window] == (view().scores[window] <= threshold());
}

void ScoreBoard::chooseMistake() {
    if (!m_outcome) return;
    const std::size_t count = view().windows.size(), now = m_chosen.value_or(0);
    for (std::size_t k = 1; k <= count; ++k)
        if (isMistake((now + k) % count)) return choose((now + k) % count);
}

void ScoreBoard::open() {
    if (!m_outcome || !m_chosen || *m_chosen >= view().windows.size()) return;
    const lessons::ScoreView::Window& window = view().windows[*m_chosen];
    Q_EMIT placePicked(QStringLiteral("sample=%1,t=%2").arg(window.sample).arg(window.worst));
}

std::vector<LegendEntry> ScoreBoard::legend() const {
    std::vector<LegendEntry> entries = m_scores->legend();
    if (m_outcome && !view().windows.empty())
        for (LegendEntry& entry : m_window->legend()) entries.push_back(std::move(entry));
    return entries;
}

QString ScoreBoard::axisName() const {
    return m_scores->axisName();
}

QString ScoreBoard::numbers() const {
    const lessons::ScoreView& scores = view();
    if (!scores.isHeldOut)
        return tr("above the threshold %1 of %2   threshold %3")
            .arg(scores.above())
            .arg(scores.scores.size())
            .arg(significant(scores.threshold));
    const lessons::Detection counts = scores.detection(threshold());
    return tr("precision %1   recall %2   F1 %3 \u00B7 found %4, missed %5, false alarms %6")
        .arg(number(counts.precision(), 2), number(counts.recall(), 2), number(counts.f1(), 2))
        .arg(counts.found)
        .arg(counts.missed)
        .arg(counts.falseAlarms);
}

QString ScoreBoard::references() const {
    const QString others = referenceText(view().references);
    return others.isEmpty() ? QString() : tr("F1 without the net: %1").arg(others);
}

}  // namespace gui
