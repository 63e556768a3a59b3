// Where the labels of an axis stand and how they read.
#pragma once

#include <QString>
#include <vector>

namespace gui {

struct Tick {
    double value;
    QString label;
};

/// Round numbers (1, 2, 2.5 or 5 times a power of ten) inside [low, high], at most `count` of them.
[[nodiscard]] std::vector<Tick> niceTicks(double low, double high, int count);
/// Whole numbers only: epochs, time steps.
[[nodiscard]] std::vector<Tick> wholeTicks(double low, double high, int count);
/// For values plotted as log10: 1, 2 and 5 (or 1 alone, where there are many decades) times powers of ten.
/// low and high are logarithms, and so are the ticks' values.
[[nodiscard]] std::vector<Tick> logTicks(double low, double high, int count);

}  // namespace gui
