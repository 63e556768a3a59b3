// keras.losses: a number for how wrong an output is, and its gradient.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/core/tensor.h"

namespace engine {

/// The losses whose arithmetic can be written as operations, and all others.
enum class LossForm { Other, Squared, BinaryCrossEntropy, CategoricalCrossEntropy };

/// One loss on one output. Targets have the output's shape, except sparse_categorical_crossentropy: class numbers, one
/// a row of the output ([steps*batch x 1], or [batch x 1]). Reduction is Keras's sum_over_batch_size: the sum of the
/// per-row losses, each times its sample weight, divided by the number of rows; with a mask, masked rows count neither
/// above nor below.
class Loss {
 public:
    virtual ~Loss() = default;
    /// Keras's name, "mean_squared_error".
    [[nodiscard]] virtual std::string name() const = 0;
    /// As makeLoss reads it: the name, with the arguments that are not the defaults.
    [[nodiscard]] virtual std::string text() const { return name(); }
    /// Loss of each row of the output, [rows]; Keras means over the last axis where the loss does.
    [[nodiscard]] virtual std::vector<double> rows(const Matrix& output, const Matrix& target) const = 0;
    /// d(row loss)/d(output), each row scaled by rowScale.
    [[nodiscard]] virtual Matrix gradient(const Matrix& output, const Matrix& target,
                                          const std::vector<double>& rowScale) const = 0;
    /// Throws Error naming what does not fit (shapes, labels outside the classes). The target is as alignTarget makes
    /// it.
    virtual void check(const Tensor& output, const Tensor& target) const = 0;
    /// Whether targets are class numbers instead of values in the output's shape.
    [[nodiscard]] virtual bool isSparse() const { return false; }
    /// Of a loss with other arguments than the defaults: Other.
    [[nodiscard]] virtual LossForm form() const { return LossForm::Other; }
    /// The same loss on logits, for an output that brings them; null where the loss has no such form.
    [[nodiscard]] virtual std::shared_ptr<const Loss> onLogits() const { return nullptr; }
};

struct LossValue {
    double value = 0.0;
    Tensor gradient;  ///< of the reduced loss with respect to the output, or to its logits
};

/// The target with its rows where the output has them. Keras also takes a target of rank 2, (batch, steps), for an
/// output of rank 3 whose rows have one number each (class numbers, or one output feature); it becomes [steps*batch x
/// 1]. Throws Error with `who` where sample counts or steps differ.
[[nodiscard]] Tensor alignTarget(const Tensor& output, const Tensor& target, bool sparse, const std::string& who);

/// What each row counts, 1 for an unmasked, unweighted row; empty where all rows count 1. `divisor` gets the number of
/// rows that the sum is divided by: Keras's sum_over_batch_size with its mask, where masked rows count neither above
/// nor below, and a sample weight counts above only. sampleWeights: [batch], or [batch*steps] by sample and then by
/// step, or empty.
[[nodiscard]] std::vector<double> rowWeights(const Tensor& output, const std::vector<double>& sampleWeights,
                                             double& divisor);

/// Reduces as Keras does. sampleWeights as for rowWeights. The output's mask, if any, is applied. Where the output
/// brings its logits and the loss can use them it does, and the gradient is that of the logits (Tensor::ofLogits).
[[nodiscard]] LossValue evaluateLoss(const Loss& loss, const Tensor& output, const Tensor& target,
                                     const std::vector<double>& sampleWeights = {}, bool wantsGradient = true);

/// "mse", "mean_squared_error", "binary_crossentropy(from_logits=true,label_smoothing=0.1)", "huber(delta=1.0)", ...
/// Throws Error for a name or argument that is not known.
[[nodiscard]] std::shared_ptr<const Loss> makeLoss(const std::string& text);

}  // namespace engine
