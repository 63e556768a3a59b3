// The LSTM over a whole sequence with Eigen's products: input product for all steps at once, h U a step, one gate pass,
// full BPTT.
#pragma once

#include "engine/core/activations.h"
#include "engine/layers/kernels/recurrentkernel.h"

namespace engine {

/// Parameters: kernel [features x 4 units], recurrent_kernel [units x 4 units], bias [1 x 4 units] where there is one;
/// i, f, g, o.
///   z = x K + h_{t-1} U + b,  c_t = f c_{t-1} + i g,  h_t = o act(c_t)
class LstmKernel : public RecurrentKernel {
 public:
    LstmKernel(Index units, Activation activation, Activation recurrentActivation)
        : m_units(units), m_activation(activation), m_recurrentActivation(recurrentActivation) {}
    [[nodiscard]] std::unique_ptr<RecurrentRun> forward(const RecurrentInput& input,
                                                        std::unique_ptr<RecurrentRun> used) const override;
    [[nodiscard]] RecurrentGradients backward(const RecurrentInput& input, RecurrentRun& run,
                                              const Matrix& hiddenGradient,
                                              const std::vector<Matrix>& finalStateGradients,
                                              bool wantsInputGradient) const override;

 private:
    Index m_units;
    Activation m_activation, m_recurrentActivation;
};

}  // namespace engine
