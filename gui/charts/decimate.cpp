// Keeps the extremes of every stretch of a curve.
#include "gui/charts/decimate.h"

#include <algorithm>
#include <cmath>

namespace gui {

QList<QPointF> decimate(const std::vector<double>& values, std::size_t first, std::size_t last, int maxPoints,
                        double offset) {
    QList<QPointF> points;
    last = std::min(last, values.size());
    if (first >= last) return points;
    const auto add = [&](std::size_t k) {
        if (std::isfinite(values[k])) points.append({offset + double(k), values[k]});
    };
    const std::size_t count = last - first;
    if (count <= std::size_t(maxPoints)) {
        for (std::size_t k = first; k < last; ++k) add(k);
        return points;
    }
    const std::size_t stretches = std::max(1, maxPoints / 2);
    for (std::size_t s = 0; s < stretches; ++s) {
        const std::size_t from = first + s * count / stretches, to = first + (s + 1) * count / stretches;
        if (from >= to) continue;
        const auto [low, high] = std::minmax_element(values.begin() + long(from), values.begin() + long(to));
        const std::size_t a = std::size_t(low - values.begin()), b = std::size_t(high - values.begin());
        add(std::min(a, b));
        if (a != b) add(std::max(a, b));
    }
    return points;
}

}  // namespace gui
