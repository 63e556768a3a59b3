// Losses on numbers: Keras's regression losses, the Poisson loss, the divergence and the hinges.
#pragma once

#include "engine/losses/loss.h"

namespace engine {

/// mean over the features of f(output, target), most of them of their difference.
class RegressionLoss : public Loss {
 public:
    enum class Kind {
        Squared,             ///< e^2
        Absolute,            ///< |e|
        Huber,               ///< e^2 / 2 up to |e| = delta, from there delta |e| - delta^2 / 2 (Huber 1964)
        AbsolutePercentage,  ///< 100 |e| / max(|target|, 1e-7)
        SquaredLogarithmic,  ///< (log(1 + output) - log(1 + target))^2, each at least 1e-7
        LogCosh,             ///< log cosh e
        Poisson,             ///< output - target log(output + 1e-7)
        Divergence,          ///< Kullback-Leibler: target log(target / output), both within 1e-7 and 1; a sum
        Hinge,               ///< max(1 - target output, 0); targets 0 and 1 mean -1 and 1
        SquaredHinge,
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

    [[nodiscard]] bool hasBinaryTargets(const Matrix& target) const;
    [[nodiscard]] double valueAt(Scalar output, double target) const;
    [[nodiscard]] double slopeAt(Scalar output, double target) const;
};

/// Throws Error unless the target has the output's shape. For the losses whose targets are values.
void checkSameShape(const Loss& loss, const Tensor& output, const Tensor& target);

}  // namespace engine
