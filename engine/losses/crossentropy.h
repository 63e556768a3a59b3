// Cross-entropies: how surprised a predicted distribution is by the true class.
#pragma once

#include "engine/losses/loss.h"

namespace engine {

struct CrossEntropyOptions {
    bool fromLogits = false;      ///< the output is taken before its sigmoid or softmax
    double labelSmoothing = 0.0;  ///< targets move this far towards the uniform distribution
    /// "name(from_logits=true,label_smoothing=0.1)"
    [[nodiscard]] std::string text(const std::string& name) const;
    [[nodiscard]] bool isPlain() const { return !fromLogits && labelSmoothing == 0.0; }
};

/// mean over the features of -(y log p + (1 - y) log(1 - p)). Probabilities are clipped to 1e-7 .. 1 - 1e-7 in Scalar,
/// where the slope is 0 outside; from logits: max(z, 0) - z y + log(1 + exp(-|z|)). Targets are numbers from 0 to 1.
class BinaryCrossEntropy : public Loss {
 public:
    explicit BinaryCrossEntropy(CrossEntropyOptions options = {}) : m_options(options) {}
    [[nodiscard]] std::string name() const override { return "binary_crossentropy"; }
    [[nodiscard]] std::string text() const override { return m_options.text(name()); }
    [[nodiscard]] std::vector<double> rows(const Matrix& output, const Matrix& target) const override;
    [[nodiscard]] Matrix gradient(const Matrix& output, const Matrix& target,
                                  const std::vector<double>& rowScale) const override;
    void check(const Tensor& output, const Tensor& target) const override;
    [[nodiscard]] std::shared_ptr<const Loss> onLogits() const override;
    [[nodiscard]] LossForm form() const override {
        return m_options.isPlain() ? LossForm::BinaryCrossEntropy : LossForm::Other;
    }

 private:
    CrossEntropyOptions m_options;
    [[nodiscard]] double smoothed(double target) const;
};

/// -sum y log p over the classes. Probabilities are first divided by their sum and then clipped to 1e-7 .. 1 - 1e-7;
/// from logits p = softmax(z). Targets are distributions over the classes.
class CategoricalCrossEntropy : public Loss {
 public:
    explicit CategoricalCrossEntropy(CrossEntropyOptions options = {}) : m_options(options) {}
    [[nodiscard]] std::string name() const override { return "categorical_crossentropy"; }
    [[nodiscard]] std::string text() const override { return m_options.text(name()); }
    [[nodiscard]] std::vector<double> rows(const Matrix& output, const Matrix& target) const override;
    [[nodiscard]] Matrix gradient(const Matrix& output, const Matrix& target,
                                  const std::vector<double>& rowScale) const override;
    void check(const Tensor& output, const Tensor& target) const override;
    [[nodiscard]] std::shared_ptr<const Loss> onLogits() const override;
    [[nodiscard]] LossForm form() const override {
        return m_options.isPlain() ? LossForm::CategoricalCrossEntropy : LossForm::Other;
    }

 private:
    CrossEntropyOptions m_options;
    [[nodiscard]] double smoothed(double target, Index classes) const;
};

/// -log p of the true class, whose number is the target. Unlike the categorical loss, Keras clips the probabilities and
/// then takes their logarithms as logits: p_k / sum of all p.
class SparseCategoricalCrossEntropy : public Loss {
 public:
    explicit SparseCategoricalCrossEntropy(CrossEntropyOptions options = {}) : m_options(options) {}
    [[nodiscard]] std::string name() const override { return "sparse_categorical_crossentropy"; }
    [[nodiscard]] std::string text() const override { return m_options.text(name()); }
    [[nodiscard]] std::vector<double> rows(const Matrix& output, const Matrix& target) const override;
    [[nodiscard]] Matrix gradient(const Matrix& output, const Matrix& target,
                                  const std::vector<double>& rowScale) const override;
    void check(const Tensor& output, const Tensor& target) const override;
    [[nodiscard]] std::shared_ptr<const Loss> onLogits() const override;
    [[nodiscard]] LossForm form() const override {
        return m_options.isPlain() ? LossForm::CategoricalCrossEntropy : LossForm::Other;
    }
    [[nodiscard]] bool isSparse() const override { return true; }

 private:
    CrossEntropyOptions m_options;
};

}  // namespace engine
