// The GRU over a whole sequence, in both of Keras's forms.
#pragma once

#include "engine/core/activations.h"
#include "engine/layers/kernels/recurrentkernel.h"

namespace engine {

/// Parameters: kernel [features x 3 units], recurrent_kernel [units x 3 units], bias where there is one: [2 x 3 units]
/// with resetAfter (row 1 belongs to the recurrent product), else [1 x 3 units]; z, r, g.
///   z, r = ract(x K + h_{t-1} U + b)
///   resetAfter:  g = act(x K_g + b_g + r (h_{t-1} U_g + b'_g));   else:  g = act(x K_g + b_g + (r h_{t-1}) U_g)
///   h_t = z h_{t-1} + (1 - z) g
class GruKernel : public RecurrentKernel {
 public:
    GruKernel(Index units, Activation activation, Activation recurrentActivation, bool resetAfter)
        : m_units(units),
          m_activation(activation),
          m_recurrentActivation(recurrentActivation),
          m_resetAfter(resetAfter) {}
    [[nodiscard]] std::unique_ptr<RecurrentRun> forward(const RecurrentInput& input,
                                                        std::unique_ptr<RecurrentRun> used) const override;
    [[nodiscard]] RecurrentGradients backward(const RecurrentInput& input, RecurrentRun& run,
                                              const Matrix& hiddenGradient,
                                              const std::vector<Matrix>& finalStateGradients,
                                              bool wantsInputGradient) const override;

 private:
    Index m_units;
    Activation m_activation, m_recurrentActivation;
    bool m_resetAfter;
};

}  // namespace engine
