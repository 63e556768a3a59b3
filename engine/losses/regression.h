// Losses on numbers: mean squared error, mean absolute error and Huber's loss.
#pragma once

#include "engine/losses/loss.h"

namespace engine {

/// mean over the features of f(output - target).
class RegressionLoss : public Loss {
 public:
    enum class Kind {
        Squared,   ///< e^2
        Absolute,  ///< |e|
        Huber,     ///< e^2 / 2 up to |e| = delta, from there delta |e| - delta^2 / 2 (Huber 1964)
    };
    explicit RegressionLoss(Kind kind, double delta = 1.0) : m_kind(kind), m_delta(delta) {}

    [[nodiscard]] std::string name() const override;
    [[nodiscard]] std::string text() const override;
    [[nodiscard]] std::vector<double> rows(const Matrix& output, const Matrix& target) const override;
    [[nodiscard]] Matrix gradient(const Matrix& output, const Matrix& target,
                                  const std::vector<double>& rowScale) const override;
    void check(const Tensor& output, const Tensor& target) const override;
    [[nodiscard]] LossForm form() const override {
        return m_kind == Kind::Squared ? LossForm::Squared : LossForm::Other;
    }

 private:
    Kind m_kind;
    double m_delta;

    template <typename Function>
    std::vector<double> meanOf(const Matrix& output, const Matrix& target, Function function) const;
    template <typename Function>
    Matrix slopeOf(const Matrix& output, const Matrix& target, const std::vector<double>& rowScale,
                   Function function) const;
};

/// Throws Error unless the target has the output's shape. For the losses whose targets are values.
void checkSameShape(const Loss& loss, const Tensor& output, const Tensor& target);

}  // namespace engine
