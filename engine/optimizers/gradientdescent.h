// The optimizers that came before Adam: gradient descent with momentum, RMSprop and Adagrad.
#pragma once

#include "engine/optimizers/optimizer.h"

namespace engine {

/// w -= rate g; with momentum: m = momentum m - rate g, w += m; with Nesterov's look ahead: w += momentum m - rate g.
class Sgd : public Optimizer {
 public:
    [[nodiscard]] std::string name() const override { return "sgd"; }
    [[nodiscard]] std::vector<std::string> slotNames() const override;

    double momentum = 0.0;
    bool nesterov = false;

 protected:
    void update(UpdatePart& part, double learningRate, const OptimizerState& state) const override;
};

/// Tieleman & Hinton 2012, epsilon inside the root:
///   v = rho v + (1 - rho) g^2,  w -= rate g / sqrt(v + epsilon)
/// centered: v - mean(g)^2 instead of v. momentum: the increment is collected as m = momentum m + increment.
class RmsProp : public Optimizer {
 public:
    [[nodiscard]] std::string name() const override { return "rmsprop"; }
    [[nodiscard]] std::vector<std::string> slotNames() const override;

    double rho = 0.9, momentum = 0.0, epsilon = 1e-7;
    bool centered = false;

 protected:
    [[nodiscard]] std::vector<std::size_t> slotGroups() const override {
        return std::vector<std::size_t>(slotNames().size(), 1);
    }
    void update(UpdatePart& part, double learningRate, const OptimizerState& state) const override;
};

/// Duchi et al. 2011: a += g^2,  w -= rate g / sqrt(a + epsilon); a starts at 0.1.
class Adagrad : public Optimizer {
 public:
    [[nodiscard]] std::string name() const override { return "adagrad"; }
    [[nodiscard]] std::vector<std::string> slotNames() const override { return {"accumulator"}; }

    double initialAccumulator = 0.1, epsilon = 1e-7;

 protected:
    [[nodiscard]] Scalar initialSlotValue(std::size_t slot) const override;
    void update(UpdatePart& part, double learningRate, const OptimizerState& state) const override;
};

}  // namespace engine
