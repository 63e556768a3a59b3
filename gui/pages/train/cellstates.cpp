// Chooses and sorts units for the heat map.
#include "gui/pages/train/cellstates.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "gui/place/reading.h"

namespace gui {

CellStates cellStates(const engine::Trace& trace, std::size_t most) {
    CellStates result;
    const engine::CellRecord& cell = trace.cell;
    const int c = cell.program->find("c");
    result.isCell = c >= 0;
    const engine::Matrix& values = cell.values[std::size_t(c >= 0 ? c : cell.program->output)];
    const auto units = std::size_t(values.cols()), steps = std::size_t(values.rows());
    std::vector<double> spread(units);
    std::vector<std::size_t> peak(units);
    for (std::size_t u = 0; u < units; ++u) {
        double low = INFINITY, high = -INFINITY, largest = -1;
        for (std::size_t t = 0; t < steps; ++t) {
            const double value = values(engine::Index(t), engine::Index(u));
            low = std::min(low, value);
            high = std::max(high, value);
            if (std::abs(value) > largest) {
                largest = std::abs(value);
                peak[u] = t;
            }
        }
        spread[u] = steps ? high - low : 0;
    }
    std::vector<std::size_t> order(units);
    std::iota(order.begin(), order.end(), 0u);
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return spread[a] > spread[b]; });
    order.resize(std::min(order.size(), most));
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return peak[a] < peak[b]; });
    for (const std::size_t u : order) {
        std::vector<double> row(steps);
        for (std::size_t t = 0; t < steps; ++t) row[t] = values(engine::Index(t), engine::Index(u));
        result.values.push_back(std::move(row));
        result.units.push_back(int(u) + 1);
    }
    result.scale = usualSize(result.values);
    return result;
}

}  // namespace gui
