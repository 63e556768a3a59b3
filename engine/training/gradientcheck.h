// "Is this gradient right?": the central difference of one number beside what the backward pass says, on demand.
#pragma once

#include <algorithm>
#include <cmath>

#include "engine/training/trace.h"

namespace engine {

/// The number whose gradient is checked.
struct GradientTarget {
    enum class Kind {
        Operation,  ///< a value of the cell: operation, step, unit
        Parameter,  ///< a weight of the model: parameter, row, column
        Input,      ///< an element of an input: input, row (the step; 0 without a time axis), column
    };
    Kind kind = Kind::Operation;
    std::string layer{};  ///< Operation: empty is the first recurrent layer
    int direction = 0;
    int operation = 0;
    Index step = 0, unit = 0;
    Index parameter = 0;  ///< Parameter::index; cellParameter finds a cell's. Its gradient is the total over all steps
    Index input = 0;
    Index row = 0, column = 0;
};

struct GradientCheck {
    double analytic = 0.0;  ///< by backpropagation
    double numeric = 0.0;   ///< (L(v + h) - L(v - h)) / 2h
    double step = 0.0;      ///< h
    /// |analytic - numeric| over the larger of the two, at least 1e-8.
    [[nodiscard]] double relativeError() const {
        return std::abs(analytic - numeric) / std::max({std::abs(analytic), std::abs(numeric), 1e-8});
    }
};

/// The network otherwise as it is, `probe` included; an edit is a changed weight or sample. Two forward passes for the
/// numeric value, one forward and one backward for the analytic one; a value of the cell is moved by a clamp that adds.
/// Always in double: both agree to about 1e-8 of their size. step 0: 3e-5, times the value's size where that is
/// above 1. Throws Error for a target that does not exist.
[[nodiscard]] GradientCheck checkGradient(const Model& model, const Weights& weights, const Sample& sample,
                                          const Loss& loss, const GradientTarget& target, const CellProbe& probe = {},
                                          double step = 0.0);

/// The numeric value alone.
[[nodiscard]] inline double numericGradient(const Model& model, const Weights& weights, const Sample& sample,
                                            const Loss& loss, const GradientTarget& target, const CellProbe& probe = {},
                                            double step = 0.0) {
    return checkGradient(model, weights, sample, loss, target, probe, step).numeric;
}

}  // namespace engine
