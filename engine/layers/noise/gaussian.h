// keras.layers.GaussianNoise and GaussianDropout: normal numbers added, or multiplied by, while training.
#pragma once

#include "engine/layers/sameshape.h"

namespace engine {

/// GaussianNoise adds N(0, amount); GaussianDropout multiplies by N(1, sqrt(amount / (1 - amount))), where the amount
/// is its rate. A sample draws the same numbers however its batch is split. Passes the mask on.
class Gaussian : public SameShape {
 public:
    Gaussian(std::string name, bool multiplies, double amount);

    [[nodiscard]] double amount() const { return m_amount; }
    [[nodiscard]] bool multiplies() const { return m_multiplies; }
    [[nodiscard]] std::string className() const override { return m_multiplies ? "GaussianDropout" : "GaussianNoise"; }
    [[nodiscard]] bool actsOnLastAxis() const override { return true; }
    [[nodiscard]] bool takesRows() const override { return true; }
    [[nodiscard]] std::vector<Tensor> forward(const std::vector<Tensor>& inputs, Call& call) const override;
    [[nodiscard]] std::vector<Tensor> backward(const std::vector<Tensor>& outputGradients, Call& call) const override;

 private:
    bool m_multiplies;
    double m_amount;
};

}  // namespace engine
