// The simple RNN over a whole sequence.
#pragma once

#include "engine/core/activations.h"
#include "engine/layers/kernels/recurrentkernel.h"

namespace engine {

/// Parameters: kernel [features x units], recurrent_kernel [units x units], bias [1 x units] where there is one.
///   h_t = act(x K + h_{t-1} U + b)
class SimpleRnnKernel : public RecurrentKernel {
 public:
    SimpleRnnKernel(Index units, Activation activation) : m_units(units), m_activation(activation) {}
    [[nodiscard]] std::unique_ptr<RecurrentRun> forward(const RecurrentInput& input,
                                                        std::unique_ptr<RecurrentRun> used) const override;
    [[nodiscard]] RecurrentGradients backward(const RecurrentInput& input, RecurrentRun& run,
                                              const Matrix& hiddenGradient,
                                              const std::vector<Matrix>& finalStateGradients,
                                              bool wantsInputGradient) const override;

 private:
    Index m_units;
    Activation m_activation;
};

}  // namespace engine
