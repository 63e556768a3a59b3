// Draws scores and their threshold.
#include "gui/charts/scorechart.h"

#include <algorithm>
#include <cmath>

namespace gui {

ScoreChart::ScoreChart(QWidget* parent)
    : Chart(parent), m_sound(addDots(7)), m_damaged(addDots(9)), m_edited(addDots(4)), m_threshold(addLine()) {
    m_damaged->setMarkerShape(QScatterSeries::MarkerShapeRectangle);
    setAccessibleName(tr("Score chart"));
    stylePens();
}

void ScoreChart::setTheme(const Theme& theme) {
    Chart::setTheme(theme);
    stylePens();
}

void ScoreChart::stylePens() {
    m_sound->setColor(theme().runs[0]);
    m_damaged->setColor(theme().danger);
    m_edited->setColor(theme().ink);
    m_threshold->setPen(linePen(theme().ink, 1.5, Qt::DashLine));
}

void ScoreChart::setScores(const lessons::ScoreView& view, const lessons::ScoreView* edited) {
    QList<QPointF> sound, damaged;
    double low = view.threshold, high = view.threshold;
    m_hasTruth = !view.truth.empty();
    for (std::size_t k = 0; k < view.scores.size(); ++k) {
        if (!std::isfinite(view.scores[k])) continue;
        low = std::min(low, view.scores[k]);
        high = std::max(high, view.scores[k]);
        (k < view.truth.size() && view.truth[k] ? damaged : sound).append({double(k + 1), view.scores[k]});
    }
    QList<QPointF> dots;
    m_hasEdited = edited != nullptr;
    for (std::size_t k = 0; edited && k < edited->scores.size(); ++k) {
        if (!std::isfinite(edited->scores[k])) continue;
        low = std::min(low, edited->scores[k]);
        high = std::max(high, edited->scores[k]);
        dots.append({double(k + 1), edited->scores[k]});
    }
    setPoints(m_edited, dots);
    const double count = std::max<double>(2, double(view.scores.size()));
    setPoints(m_sound, sound);
    setPoints(m_damaged, damaged);
    setPoints(m_threshold, QList<QPointF>{{0, view.threshold}, {count + 1, view.threshold}});
    const double margin = std::max(1e-9, (high - low) * 0.07);
    setXRange(0, count + 1, Scale::Whole);
    setYRange(low - margin, high + margin, Scale::Linear);
    setAxisName(tr("window"));
}

QString ScoreChart::title() {
    return tr("Mean squared error of each window");
}
QString ScoreChart::axisName() {
    return tr("mean squared error");
}

std::vector<LegendEntry> ScoreChart::legend() const {
    std::vector<LegendEntry> entries{
        {m_hasTruth ? tr("sound") : tr("sample"), theme().runs[0], Qt::SolidLine, 2, LegendEntry::Sample::Circle}};
    if (m_hasTruth) entries.push_back({tr("damaged"), theme().danger, Qt::SolidLine, 2, LegendEntry::Sample::Square});
    if (m_hasEdited)
        entries.push_back({tr("edited or held"), theme().ink, Qt::SolidLine, 1.2, LegendEntry::Sample::Circle});
    entries.push_back({tr("threshold"), theme().ink, Qt::DashLine, 1.6});
    return entries;
}

}  // namespace gui
