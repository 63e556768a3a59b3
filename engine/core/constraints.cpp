// Norms of columns, brought within bounds.
#include "engine/core/constraints.h"

#include <algorithm>
#include <cmath>

namespace engine {

void constrain(const Parameter& parameter, Matrix& weights) {
    const Constraint& constraint = parameter.constraint;
    using Kind = Constraint::Kind;
    if (constraint.kind == Kind::None) return;
    if (constraint.kind == Kind::NonNeg) {
        weights = (weights.array() < Scalar(0)).select(Scalar(0), weights);
        return;
    }
    // A vector is [1 x n] here, and its norm that of all its numbers.
    const bool vector = weights.rows() == 1;
    // Axis 0 of a convolution's kernel [taps x features x filters]: every feature has a norm of its own.
    const bool taps = parameter.shape.size() == 3 && !constraint.allButLast;
    const Index groups = taps ? parameter.shape[1] : 1, columns = vector ? 1 : weights.cols();
    for (Index i = 0; i < columns * groups; ++i) {
        const Index c = i / groups, g = i % groups;
        auto column = weights.col(c)(Eigen::seqN(g, weights.rows() / groups, groups));
        const double norm = vector ? static_cast<double>(weights.norm()) : static_cast<double>(column.norm());
        double wanted = 1.0;
        if (constraint.kind == Kind::MaxNorm) wanted = std::min(norm, constraint.maxValue);
        if (constraint.kind == Kind::MinMaxNorm)
            wanted = constraint.rate * std::clamp(norm, constraint.minValue, constraint.maxValue) +
                     (1.0 - constraint.rate) * norm;
        const auto factor = static_cast<Scalar>(wanted / (1e-7 + norm));
        if (vector)
            weights *= factor;
        else
            column *= factor;
    }
}

}  // namespace engine
