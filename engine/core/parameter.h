// A trainable array's description. The numbers themselves travel separately, as Weights.
#pragma once

#include <string>
#include <vector>

#include "engine/core/gradients.h"
#include "engine/core/scalar.h"

namespace engine {

/// L1 and L2 penalties: l1 * sum|w| + l2 * sum w^2 (keras.regularizers.L1L2).
struct Regularizer {
    double l1 = 0.0;
    double l2 = 0.0;
    [[nodiscard]] bool active() const { return l1 != 0.0 || l2 != 0.0; }
};

/// keras.initializers: a class name in snake case and its arguments.
struct Initializer {
    std::string name = "glorot_uniform";
    double a = 0.0;              ///< mean | minval | value | gain | scale, by name
    double b = 0.0;              ///< stddev | maxval
    std::string mode{};          ///< variance_scaling: fan_in | fan_out | fan_avg
    std::string distribution{};  ///< variance_scaling: uniform | normal (truncated) | untruncated_normal
};

/// keras.constraints: what a parameter is brought back to after each step of the optimizer. Norms are of columns, as
/// with Keras's axis 0.
struct Constraint {
    enum class Kind { None, MaxNorm, NonNeg, UnitNorm, MinMaxNorm };
    Kind kind = Kind::None;
    double minValue = 0.0, maxValue = 0.0, rate = 1.0;  ///< of MaxNorm and MinMaxNorm
    bool allButLast = false;                            ///< of a convolution: axis [0, 1]
};

struct Parameter {
    std::string
        path{};  ///< as Keras's Variable.path: "lstm/lstm_cell/kernel", in a Sequential model "sequential/lstm/..."
    std::vector<Index> shape{};  ///< Keras's shape; stored as Matrix [all but the last x the last], a vector as [1 x n]
    Initializer initializer{};
    Regularizer regularizer{};
    bool unitForgetBias = false;        ///< LSTM bias: the forget gate's block of columns starts at 1
    Index forgetBlock = 1, blocks = 4;  ///< which of how many blocks that is; Keras's LSTM has i, f, g, o
    Constraint constraint{};
    bool trainable = true;
    /// Not trained but moved by its layer, in training: backward leaves the step in its place among the gradients, and
    /// the trainer adds it.
    bool isStatistic = false;
    Index index = -1;  ///< its place in Weights and Gradients, in the order of Keras's model.weights
    /// Keras's trainable = False of its layer: a statistic stays where it is, too.
    void freeze() { trainable = isStatistic = false; }
    [[nodiscard]] Index rows() const {
        Index count = 1;
        for (std::size_t i = 0; i + 1 < shape.size(); ++i) count *= shape[i];
        return count;
    }
    [[nodiscard]] Index columns() const { return shape.empty() ? 1 : shape.back(); }
    [[nodiscard]] Index size() const { return rows() * columns(); }
};

/// All numbers of a model, by Parameter::index. A model's structure never changes while it runs; its weights are a
/// value that can be copied, edited, kept as a checkpoint and handed to any call.
using Weights = std::vector<Matrix>;

}  // namespace engine
