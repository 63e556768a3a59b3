// The fused kernels behind RecurrentKernel, and what is left to the plain ones.
#pragma once

#include <memory>

#include "engine/core/activations.h"
#include "engine/layers/kernels/recurrentkernel.h"

namespace engine::fused {

struct Cell;

/// The fused kernel of `cell` where its activations have one, else `plain` itself. `plain` computes what is rare:
/// dropout of the recurrent input, whose masks differ from gate to gate, and a batch of one sample, of which 16 lanes
/// would be wasted. It is what the tests hold the fused one to.
[[nodiscard]] std::unique_ptr<RecurrentKernel> makeKernel(const Cell& cell, Index units, Activation activation,
                                                          Activation recurrentActivation,
                                                          std::unique_ptr<RecurrentKernel> plain);

}  // namespace engine::fused
