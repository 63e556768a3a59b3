// Adam and its relatives: AdamW and Nadam.
#pragma once

#include "engine/optimizers/optimizer.h"

namespace engine {

/// Kingma & Ba 2015, with epsilon where Keras has it ("epsilon hat" of the paper's section 2):
///   alpha = rate sqrt(1 - beta2^t) / (1 - beta1^t)
///   m += (g - m)(1 - beta1),  v += (g^2 - v)(1 - beta2),  w -= alpha m / (sqrt v + epsilon)
/// amsgrad (Reddi et al. 2018) divides by the largest v so far. AdamW is the same with decoupled weight decay
/// (Loshchilov & Hutter 2019), which the base class applies.
class Adam : public Optimizer {
 public:
    [[nodiscard]] std::string name() const override { return decoupled ? "adamw" : "adam"; }
    [[nodiscard]] std::vector<std::string> slotNames() const override;

    double beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7;
    bool amsgrad = false;
    bool decoupled = false;  ///< AdamW: only its name and its default weight decay differ

 protected:
    [[nodiscard]] std::vector<std::size_t> slotGroups() const override;
    void update(UpdatePart& part, double learningRate, const OptimizerState& state) const override;
};

/// Dozat 2016: Adam with Nesterov's momentum, whose schedule is u_t = beta1 (1 - 0.5 * 0.96^t).
class Nadam : public Optimizer {
 public:
    [[nodiscard]] std::string name() const override { return "nadam"; }
    [[nodiscard]] std::vector<std::string> slotNames() const override { return {"momentum", "velocity"}; }
    [[nodiscard]] OptimizerState initialState(const Weights& weights) const override;

    double beta1 = 0.9, beta2 = 0.999, epsilon = 1e-7;

 protected:
    void beginStep(OptimizerState& state) const override;
    void update(UpdatePart& part, double learningRate, const OptimizerState& state) const override;
};

}  // namespace engine
