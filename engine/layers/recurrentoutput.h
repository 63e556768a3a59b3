// From the hidden states of all steps to what a recurrent layer returns, and the gradient's way back.
#pragma once

#include "engine/layers/kernels/recurrentkernel.h"

namespace engine {

/// hidden [steps*batch x units] by step of the input. As Keras: a masked step repeats the output before it (0 before
/// the first, whatever the initial state), or is 0; a sequence comes in processing order; without returnSequences the
/// last output.
[[nodiscard]] Tensor recurrentOutput(const RecurrentInput& input, const Matrix& hidden, bool returnSequences,
                                     bool zeroOutputForMask);

/// dLoss/dhidden from dLoss/doutput as RecurrentKernel::backward takes it; an empty gradient means none.
[[nodiscard]] Matrix recurrentOutputBackward(const RecurrentInput& input, const Matrix& outputGradient, Index units,
                                             bool returnSequences, bool zeroOutputForMask);

}  // namespace engine
