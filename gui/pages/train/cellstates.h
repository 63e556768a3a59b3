// The states of a traced sample as rows for a heat map: the most active units, sorted by when they peak.
#pragma once

#include <vector>

#include "engine/training/trace.h"

namespace gui {

struct CellStates {
    std::vector<std::vector<double>> values;  ///< [unit][t]
    std::vector<int> units;                   ///< from 1, by row
    double scale = 1;                         ///< full colour: what 98 of 100 values stay within
    bool isCell = false;                      ///< c, where the cell has one; else h
};

[[nodiscard]] CellStates cellStates(const engine::Trace& trace, std::size_t most = 12);

}  // namespace gui
