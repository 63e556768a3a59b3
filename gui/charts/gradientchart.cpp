// Draws gradient norms on a logarithmic scale: a gradient that vanishes at a constant rate is a straight line.
#include "gui/charts/gradientchart.h"

#include <algorithm>
#include <cmath>

namespace gui {

GradientChart::GradientChart(QWidget* parent) : Chart(parent), m_hidden(addLine()), m_cell(addLine()) {
    setAccessibleName(tr("Gradient reaching each time step"));
    setAxisName(tr("time step t"));
    stylePens();
}

void GradientChart::setTheme(const Theme& theme) {
    Chart::setTheme(theme);
    stylePens();
}

void GradientChart::stylePens() {
    m_hidden->setPen(linePen(theme().hidden, 2.4));
    m_cell->setPen(linePen(theme().cell, 2.4, Qt::DashLine));
}

void GradientChart::setNorms(const std::vector<double>& hidden, const std::vector<double>& cell, int step) {
    double high = 0;
    for (const auto* norms : {&hidden, &cell})
        for (const double norm : *norms)
            if (std::isfinite(norm)) high = std::max(high, norm);
    m_hasCell = !cell.empty();
    if (!(high > 0)) {
        setPoints(m_hidden, {});
        setPoints(m_cell, {});
        setPlaceholder(tr("no gradient reaches this sample"));
        return;
    }
    if (std::max(hidden.size(), cell.size()) == 1) {
        // One step has no way back to show: its numbers say it all.
        setPoints(m_hidden, {});
        setPoints(m_cell, {});
        QStringList told{tr("there is one step only")};
        if (!hidden.empty()) told += tr("|\u2202L/\u2202h| = %1").arg(significant(hidden.front()));
        if (!cell.empty()) told += tr("|\u2202L/\u2202c| = %1").arg(significant(cell.front()));
        setPlaceholder(told.join(u'\n'));
        return;
    }
    setPlaceholder({});
    // Twelve decades are enough to see that nothing is left.
    const double floor = high * 1e-12;
    double low = high;
    const auto points = [&](const std::vector<double>& norms) {
        QList<QPointF> result;
        for (std::size_t t = 0; t < norms.size(); ++t) {
            if (!std::isfinite(norms[t])) continue;
            const double value = std::max(norms[t], floor);
            low = std::min(low, value);
            result.append({double(t + 1), std::log10(value)});
        }
        return result;
    };
    setPoints(m_hidden, points(hidden));
    setPoints(m_cell, points(cell));
    const double top = std::log10(high), bottom = std::log10(low), margin = std::max(0.1, (top - bottom) * 0.06);
    setYRange(bottom - margin, top + margin, Scale::Log);
    setXRange(1, std::max<double>(2, double(std::max(hidden.size(), cell.size()))), Scale::Whole);
    std::vector<ChartMarker> markers;
    if (step > 0) markers.push_back({double(step), tr("t = %1").arg(step), Qt::SolidLine, false});
    setMarkers(std::move(markers));
}

std::vector<LegendEntry> GradientChart::legend() const {
    std::vector<LegendEntry> entries{{tr("\u2202L/\u2202h hidden"), theme().hidden, Qt::SolidLine, 2.4}};
    if (m_hasCell) entries.push_back({tr("\u2202L/\u2202c cell"), theme().cell, Qt::DashLine, 2.4});
    return entries;
}

}  // namespace gui
