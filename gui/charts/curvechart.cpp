// Draws loss and metric curves.
#include "gui/charts/curvechart.h"

#include <algorithm>
#include <cmath>

namespace gui {

CurveChart::CurveChart(bool logarithmic, QWidget* parent) : Chart(parent), m_logarithmic(logarithmic) {
    for (std::size_t k = kMost; k-- > 0;) {
        m_training[k] = addLine();
        m_validation[k] = addLine();
    }
    m_firstPoints = addDots(6);
    setAccessibleName(logarithmic ? tr("Loss chart") : tr("Metric chart"));
    setAxisName(tr("epoch"));
    keepBadgeRoom();
    stylePens();
}

QColor CurveChart::runColour(const Theme& theme, std::size_t place) {
    const QColor colours[] = {theme.runs[0], theme.runs[1], theme.runs[2], theme.forget, theme.candidate,
                              theme.read,    theme.cell,    theme.write,   theme.actual};
    return colours[place % std::size(colours)];
}

void CurveChart::setTheme(const Theme& theme) {
    Chart::setTheme(theme);
    stylePens();
}

void CurveChart::stylePens() {
    for (std::size_t k = 0; k < kMost; ++k) {
        const QColor colour = runColour(theme(), k);
        m_training[k]->setPen(linePen(colour, k == 0 ? 2.4 : 1.5));
        m_validation[k]->setPen(linePen(colour, k == 0 ? 1.8 : 1.3, Qt::DashLine));
    }
    m_firstPoints->setColor(theme().runs[0]);
}

void CurveChart::setRuns(const std::vector<CurveRun>& runs, int epochs, int shownEpoch) {
    const auto scaled = [this](const QList<QPointF>& points) {
        QList<QPointF> result;
        for (const QPointF& p : points) {
            if (!std::isfinite(p.y()) || (m_logarithmic && p.y() <= 0)) continue;
            result.append({p.x(), m_logarithmic ? std::log10(p.y()) : p.y()});
        }
        return result;
    };
    double low = INFINITY, high = -INFINITY, lastEpoch = std::max(1, epochs);
    bool any = false;
    m_hasValidation = false;
    m_labels.clear();
    QList<QPointF> single;
    for (std::size_t k = 0; k < kMost; ++k) {
        QList<QPointF> training, validation;
        if (k < runs.size()) {
            validation = scaled(runs[k].validation);
            // Of many runs all but the first keep the curve that counts.
            if (k == 0 || runs.size() <= kFew || validation.isEmpty()) training = scaled(runs[k].training);
            m_labels.push_back(runs[k].label);
        }
        for (const auto* points : {&training, &validation}) {
            for (const QPointF& p : *points) {
                low = std::min(low, p.y());
                high = std::max(high, p.y());
                lastEpoch = std::max(lastEpoch, p.x());
                any = true;
            }
            if (points->size() == 1) single += *points;
        }
        m_hasValidation = m_hasValidation || !validation.isEmpty();
        setPoints(m_training[k], training);
        setPoints(m_validation[k], validation);
    }
    setPoints(m_firstPoints, single);
    if (!any) {
        setPlaceholder(tr("a point appears here after the first epoch"));
        setMarkers({});
        return;
    }
    setPlaceholder({});
    const double margin = std::max((high - low) * 0.08, m_logarithmic ? 0.05 : 0.01);
    setYRange(low - margin, high + margin, m_logarithmic ? Scale::Log : Scale::Linear);
    setXRange(single.isEmpty() ? 1 : 0, std::max(2.0, lastEpoch), Scale::Whole);
    std::vector<ChartMarker> markers;
    if (shownEpoch > 0) markers.push_back({double(shownEpoch), tr("epoch %1").arg(shownEpoch), Qt::SolidLine, true});
    setMarkers(std::move(markers));
}

std::vector<LegendEntry> CurveChart::legend() const {
    std::vector<LegendEntry> entries;
    if (m_labels.size() < 2) {
        entries.push_back({tr("training"), theme().runs[0], Qt::SolidLine, 2.4});
    } else {
        // Of many runs the list beside the charts tells the colours: their names here would take the curves' room.
        const std::size_t named = m_labels.size() <= kFew ? m_labels.size() : 1;
        for (std::size_t k = 0; k < named; ++k)
            entries.push_back({m_labels[k], runColour(theme(), k), Qt::SolidLine, k == 0 ? 2.6 : 1.8});
    }
    if (m_hasValidation) entries.push_back({tr("validation"), theme().runs[0], Qt::DashLine, 1.8});
    return entries;
}

}  // namespace gui
