// Norms of columns, brought within bounds.
#include "engine/core/constraints.h"

#include <algorithm>
#include <cmath>

namespace engine {

void constrain(const Constraint& constraint, Matrix& weights) {
    using Kind = Constraint::Kind;
    if (constraint.kind == Kind::None) return;
    if (constraint.kind == Kind::NonNeg) {
        weights = (weights.array() < Scalar(0)).select(Scalar(0), weights);
        return;
    }
    // A vector is [1 x n] here, and its norm that of all its numbers.
    const bool vector = weights.rows() == 1;
    for (Index c = 0; c < (vector ? 1 : weights.cols()); ++c) {
        const double norm = vector ? static_cast<double>(weights.norm()) : static_cast<double>(weights.col(c).norm());
        double wanted = 1.0;
        if (constraint.kind == Kind::MaxNorm) wanted = std::min(norm, constraint.maxValue);
        if (constraint.kind == Kind::MinMaxNorm)
            wanted = constraint.rate * std::clamp(norm, constraint.minValue, constraint.maxValue) +
                     (1.0 - constraint.rate) * norm;
        const auto factor = static_cast<Scalar>(wanted / (1e-7 + norm));
        if (vector)
            weights *= factor;
        else
            weights.col(c) *= factor;
    }
}

}  // namespace engine
