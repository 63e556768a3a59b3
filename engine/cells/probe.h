// Interventions on a cell at inference: hold a gate, a cell or a hidden unit at a value; the weights stay untouched.
#pragma once

#include <vector>

#include "engine/core/scalar.h"

namespace engine {

struct Clamp {
    int operation = -1;  ///< index into CellProgram::operations
    Index unit = -1;     ///< -1: every unit
    Index firstStep = 0;
    Index lastStep = -1;  ///< inclusive; -1: to the end
    Scalar value = 0;
    bool add = false;  ///< add the value instead of holding it: what a central difference needs
    bool operator==(const Clamp&) const = default;
};

/// Another start for one number of a state, before the first step.
struct StartValue {
    int state = -1;  ///< index into CellProgram::states
    Index unit = 0;
    Scalar value = 0;
    bool operator==(const StartValue&) const = default;
};

struct CellProbe {
    std::vector<Clamp> clamps;
    std::vector<Index> ablatedUnits;  ///< their hidden output is held at 0 at every step
    std::vector<StartValue> startValues;
    bool operator==(const CellProbe&) const = default;
    [[nodiscard]] bool empty() const { return clamps.empty() && ablatedUnits.empty() && startValues.empty(); }
};

}  // namespace engine
