// "Is this gradient right?": the central difference of one number beside what the backward pass says, on demand.
#pragma once

#include "engine/training/trace.h"

namespace engine {

/// The number whose gradient is checked.
struct GradientTarget {
    enum class Kind {
        Operation,    ///< a value of the cell: operation, step, unit
        Parameter,    ///< a weight of the model: parameter, row, column
        Input,        ///< an element of an input: input, row (the step; 0 without a time axis), column
    };
    Kind kind = Kind::Operation;
    std::string layer{};         ///< Operation: empty is the first recurrent layer
    int direction = 0;
    int operation = 0;
    Index step = 0, unit = 0;
    Index parameter = 0;         ///< Parameter::index
    Index input = 0;
    Index row = 0, column = 0;
};

struct GradientCheck {
    double analytic = 0.0;       ///< by backpropagation
    double numeric = 0.0;        ///< (L(v + h) - L(v - h)) / 2h
    double step = 0.0;           ///< h
    /// |analytic - numeric| over the larger of the two, at least 1e-8.
    [[nodiscard]] double relativeError() const;
};

/// Two forward passes, the network otherwise as it is, `probe` included. Cheap: a value of the cell is moved by a clamp that adds.
/// step 0: the cube root of the number's precision, times the value's size. Throws Error for a target that does not exist.
[[nodiscard]] double numericGradient(const Model& model, const Weights& weights, const Sample& sample, const Loss& loss,
                                     const GradientTarget& target, const CellProbe& probe = {}, double step = 0.0);

/// The same with the analytic value, which takes one forward and one backward pass more. In the double engine both agree to
/// about 1e-8; in the float engine the difference of two losses leaves three digits.
[[nodiscard]] GradientCheck checkGradient(const Model& model, const Weights& weights, const Sample& sample, const Loss& loss,
                                          const GradientTarget& target, const CellProbe& probe = {}, double step = 0.0);

}  // namespace engine
