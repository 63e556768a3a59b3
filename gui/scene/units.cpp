// Chooses units and features to show.
#include "gui/scene/units.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace gui {

using engine::Index;

namespace {

/// The `count` largest by score; a tie goes to the smaller index.
std::vector<Index> largestFirst(const std::vector<double>& scores) {
    std::vector<Index> order(scores.size());
    std::iota(order.begin(), order.end(), Index{0});
    std::stable_sort(order.begin(), order.end(), [&](Index a, Index b) {
        return scores[static_cast<std::size_t>(a)] > scores[static_cast<std::size_t>(b)];
    });
    return order;
}

}  // namespace

std::vector<Index> shownUnits(const Reading& reading, const Cursor& cursor, std::size_t count) {
    const auto units = static_cast<std::size_t>(reading.units());
    std::vector<Index> shown;
    if (units <= count) {
        shown.resize(units);
        std::iota(shown.begin(), shown.end(), Index{0});
        return shown;
    }
    const auto add = [&](Index unit) {
        if (unit >= 0 && unit < reading.units() && shown.size() < count &&
            std::find(shown.begin(), shown.end(), unit) == shown.end())
            shown.push_back(unit);
    };
    add(cursor.unit - 1);
    for (const CursorPin& pin : cursor.pins) add(pin.unit - 1);

    std::vector<double> scores(units, 0.0);
    const int output = reading.program().output;
    const int state = reading.stateOf(output);
    const Index t = cursor.t - 1;
    for (std::size_t u = 0; u < units; ++u) {
        const Index unit = static_cast<Index>(u);
        if (cursor.choice == Cursor::Choice::Changed) {
            scores[u] =
                std::abs(reading.value(output, t, unit) - (state >= 0 ? reading.previous(state, t, unit) : 0.0));
        } else {
            for (Index s = 0; s < reading.steps(); ++s) scores[u] += std::abs(reading.value(output, s, unit));
        }
    }
    for (const Index unit : largestFirst(scores)) add(unit);
    std::sort(shown.begin(), shown.end());
    return shown;
}

std::vector<Index> shownFeatures(const Reading& reading, Index t, std::size_t count) {
    const auto features = static_cast<std::size_t>(reading.trace().cell.input.cols());
    std::vector<double> scores(features);
    for (std::size_t f = 0; f < features; ++f)
        scores[f] = features <= count ? 0.0 : std::abs(reading.input(t, static_cast<Index>(f)));
    std::vector<Index> shown = largestFirst(scores);
    if (shown.size() > count) shown.resize(count);
    std::sort(shown.begin(), shown.end());
    return shown;
}

}  // namespace gui
