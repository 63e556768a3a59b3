// Draws gate saturation.
#include "gui/charts/saturationchart.h"

#include <algorithm>

namespace gui {

SaturationChart::SaturationChart(QWidget* parent) : Chart(parent), m_limit(addLine()) {
    static constexpr QScatterSeries::MarkerShape kShapes[kMost] = {
        QScatterSeries::MarkerShapeCircle, QScatterSeries::MarkerShapeRectangle, QScatterSeries::MarkerShapeTriangle,
        QScatterSeries::MarkerShapeRotatedRectangle};
    for (std::size_t k = 0; k < kMost; ++k) {
        m_dots[k] = addDots(8);
        m_dots[k]->setMarkerShape(kShapes[k]);
    }
    setAccessibleName(tr("Gate saturation chart"));
    setAxisName(tr("share of steps below 0.1"));
    // The two shares of a unit add up to one at most.
    setPoints(m_limit, QList<QPointF>{{0, 1}, {1, 0}});
    setXRange(-0.03, 1.03, Scale::Linear);
    setYRange(-0.05, 1.05, Scale::Linear);
}

void SaturationChart::setTheme(const Theme& theme) {
    Chart::setTheme(theme);
    fill();
}

void SaturationChart::setGates(std::vector<GateDots> gates) {
    m_gates = std::move(gates);
    fill();
}

void SaturationChart::fill() {
    m_limit->setPen(linePen(theme().border, 1.2, Qt::DashLine));
    for (std::size_t k = 0; k < kMost; ++k) {
        QList<QPointF> points;
        if (k < m_gates.size()) {
            const GateDots& gate = m_gates[k];
            for (std::size_t u = 0; u < std::min(gate.below.size(), gate.above.size()); ++u)
                points.append({gate.below[u], gate.above[u]});
            QColor colour = theme().role(gate.role);
            colour.setAlphaF(0.75f);
            m_dots[k]->setColor(colour);
        }
        setPoints(m_dots[k], points);
    }
    setPlaceholder(m_gates.empty() ? tr("this cell has no gates") : QString());
}

std::vector<LegendEntry> SaturationChart::legend() const {
    std::vector<LegendEntry> entries;
    using Sample = LegendEntry::Sample;
    static constexpr Sample kSamples[kMost] = {Sample::Circle, Sample::Square, Sample::Triangle, Sample::Diamond};
    for (std::size_t k = 0; k < std::min<std::size_t>(kMost, m_gates.size()); ++k)
        entries.push_back({m_gates[k].letter + u' ' + m_gates[k].label, theme().role(m_gates[k].role), Qt::SolidLine, 2,
                           kSamples[k]});
    return entries;
}

}  // namespace gui
