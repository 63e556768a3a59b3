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

struct Parameter {
    std::string
        path{};  ///< as Keras's Variable.path: "lstm/lstm_cell/kernel", in a Sequential model "sequential/lstm/..."
    std::vector<Index> shape{};  ///< Keras's shape; stored as Matrix [rows x columns], a vector as [1 x n]
    Initializer initializer{};
    Regularizer regularizer{};
    bool unitForgetBias = false;        ///< LSTM bias: the forget gate's block of columns starts at 1
    Index forgetBlock = 1, blocks = 4;  ///< which of how many blocks that is; Keras's LSTM has i, f, g, o
    bool trainable = true;
    Index index = -1;  ///< its place in Weights and Gradients, in the order of Keras's model.weights
    [[nodiscard]] Index rows() const { return shape.size() < 2 ? 1 : shape[0]; }
    [[nodiscard]] Index columns() const { return shape.empty() ? 1 : shape.back(); }
    [[nodiscard]] Index size() const { return rows() * columns(); }
};

/// All numbers of a model, by Parameter::index. A model's structure never changes while it runs; its weights are a
/// value that can be copied, edited, kept as a checkpoint and handed to any call.
using Weights = std::vector<Matrix>;

}  // namespace engine
