// What the kernels share: earlier states, masked rows, and the products over all steps at once.
#pragma once

#include "engine/core/activations.h"
#include "engine/layers/kernels/recurrentkernel.h"

namespace engine::kernels {

/// Activations whose derivative cannot be had from the value alone.
[[nodiscard]] bool needsPreActivation(Activation activation);

/// Over blocks of `units` columns side by side: a softmax is one of each block, all others need no borders.
void activateBlocks(Activation activation, Eigen::Ref<Matrix> z, Index units);
void activateBlocksBackward(Activation activation, const Eigen::Ref<const Matrix>& z, const Eigen::Ref<const Matrix>& y,
                            const Eigen::Ref<const Matrix>& dy, Eigen::Ref<Matrix> dz, Index units);

/// x times its dropout factors.
[[nodiscard]] Matrix droppedInput(const RecurrentInput& input);

/// Rows of step t.
[[nodiscard]] inline auto rowsOf(Matrix& all, Index t, Index batch) { return all.middleRows(t * batch, batch); }
[[nodiscard]] inline auto rowsOf(const Matrix& all, Index t, Index batch) { return all.middleRows(t * batch, batch); }

/// The state before the n-th processed step: rows of `all`, or the initial state; false where that is zero.
bool statePrevious(const RecurrentInput& input, const Matrix& all, std::size_t state, Index n, Matrix& previous);

/// A state's rows of step t become those before wherever the step is masked.
void holdMasked(const RecurrentInput& input, Index t, const Matrix& previous, Matrix& all);

/// Copies the rows of masked samples from `source`.
void copyMaskedRows(const RecurrentInput& input, Index t, const Matrix& source, Matrix& target);
void zeroMaskedRows(const RecurrentInput& input, Index t, Eigen::Ref<Matrix> target);

/// gradient += sum over steps of previous(t)' d(t): a recurrent kernel's gradient from the pre-activations' [steps*batch x n].
void addRecurrentGradient(const RecurrentInput& input, const Matrix& hidden, const Eigen::Ref<const Matrix>& d,
                          Eigen::Ref<Matrix> gradient);

}  // namespace engine::kernels
