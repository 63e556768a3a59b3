// What travels between layers: a batch of vectors or of sequences, with its mask.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/core/scalar.h"

namespace engine {

constexpr Index kVariable = -1;

/// The shape of one sample, without the batch: (features), (steps, features), or (steps, width, channels), whose
/// features are width * channels numbers in that order. Keras prints it as (None, steps, features).
struct Shape {
    bool sequence = false;  ///< rank 3 with the batch: there is a time axis
    Index steps = 1;        ///< kVariable where the length may differ from call to call; 1 where there is no time axis
    Index features = 0;     ///< kVariable only for a sequence of token numbers, (batch, steps), of any length
    Index width = 0;        ///< rank 4 with the batch: each step is a row of `width` places; 0 otherwise

    static Shape vector(Index features) { return {false, 1, features}; }
    static Shape sequenceOf(Index steps, Index features) { return {true, steps, features}; }
    static Shape rowsOf(Index steps, Index width, Index channels) { return {true, steps, width * channels, width}; }
    /// Of rank 4: the last axis.
    [[nodiscard]] Index channels() const { return width > 0 ? features / width : features; }
    /// Numbers of one sample, open sizes counted as 1. A double, so that no product of sizes can overflow.
    [[nodiscard]] double size() const {
        return (steps == kVariable ? 1.0 : static_cast<double>(steps)) *
               (features == kVariable ? 1.0 : static_cast<double>(features));
    }
    /// "(None, 50, 1)"
    [[nodiscard]] std::string text() const;
    bool operator==(const Shape&) const = default;
};

/// [steps x batch] values at t*batch + b; false: the step is padding.
using Mask = std::vector<bool>;

/// A batch. Rank 2 (batch, features): values [batch x features], steps 1, sequence false.
/// Rank 3 (batch, steps, features): values [steps*batch x features], time-major.
/// Rank 4 (batch, steps, width, channels): values [steps*batch x width*channels].
/// Token numbers of an Embedding's input are rank 2, (batch, steps), values [batch x steps], as in Keras.
struct Tensor {
    Matrix values;
    Index batch = 0;
    Index steps = 1;
    bool sequence = false;
    std::shared_ptr<const Mask> mask;  ///< null: nothing is masked
    /// On a model's output: what the softmax or sigmoid that made it was given. Cross-entropies go from here, as
    /// Keras's do on TensorFlow, so that a probability that rounds to 0 or 1 still has its slope. Null elsewhere.
    std::shared_ptr<const Matrix> logits = nullptr;
    bool ofLogits = false;  ///< of a gradient: it is that of the logits
    Index width = 0;        ///< Shape::width

    static Tensor vectors(Matrix values);
    static Tensor sequences(Matrix values, Index batch, Index steps);
    [[nodiscard]] Index features() const { return values.cols(); }
    [[nodiscard]] Shape shape() const { return {sequence, steps, values.cols(), width}; }
    /// The rows of step t, [batch x features].
    [[nodiscard]] auto step(Index t) const { return values.middleRows(t * batch, batch); }
    [[nodiscard]] auto step(Index t) { return values.middleRows(t * batch, batch); }
    /// Samples first .. first+count-1, with their mask.
    [[nodiscard]] Tensor samples(Index first, Index count) const;
    /// The given samples, in the given order.
    [[nodiscard]] Tensor gather(const std::vector<Index>& samples) const;
};

/// Puts shards of one batch side by side again.
[[nodiscard]] Tensor concatenateBatches(const std::vector<Tensor>& shards);

}  // namespace engine
