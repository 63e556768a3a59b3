// What the kernels share: earlier states, masked rows, and the products over all steps at once.
#pragma once

#include "engine/core/activations.h"
#include "engine/layers/kernels/recurrentkernel.h"

namespace engine::kernels {

/// Over blocks of `units` columns side by side: a softmax is one of each block, all others need no borders.
void activateBlocks(Activation activation, Eigen::Ref<Matrix> z, Index units);
void activateBlocksBackward(Activation activation, const Eigen::Ref<const Matrix>& z, const Eigen::Ref<const Matrix>& y,
                            const Eigen::Ref<const Matrix>& dy, Eigen::Ref<Matrix> dz, Index units);

/// Dropout before a product. `factors` [batch x n] belong to all gates, [batch x gates*n] have a block for each gate's
/// columns of `weights`; empty: none. `read` [k*batch x n] may be many steps, which share the factors. out += (read *
/// factors) weights
void addProduct(const Eigen::Ref<const Matrix>& read, const Eigen::Ref<const Matrix>& factors,
                const Eigen::Ref<const Matrix>& weights, Eigen::Ref<Matrix> out);
/// readGradient += (d weights') * factors
void addReadGradient(const Eigen::Ref<const Matrix>& d, const Eigen::Ref<const Matrix>& factors,
                     const Eigen::Ref<const Matrix>& weights, Eigen::Ref<Matrix> readGradient);
/// weightGradient += (read * factors)' d
void addWeightGradient(const Eigen::Ref<const Matrix>& read, const Eigen::Ref<const Matrix>& factors,
                       const Eigen::Ref<const Matrix>& d, Eigen::Ref<Matrix> weightGradient);
/// Rows of each sample times its factors.
void scaleSamples(Eigen::Ref<Matrix> rows, const Eigen::Ref<const Matrix>& factors);
/// Some gates' blocks of factors, or the emptiness.
[[nodiscard]] inline auto factorsOf(const Matrix& factors, Index first, Index count) {
    return factors.middleCols(factors.size() > 0 ? first : 0, factors.size() > 0 ? count : 0);
}

/// Rows of step t.
[[nodiscard]] inline auto rowsOf(Matrix& all, Index t, Index batch) {
    return all.middleRows(t * batch, batch);
}
[[nodiscard]] inline auto rowsOf(const Matrix& all, Index t, Index batch) {
    return all.middleRows(t * batch, batch);
}

/// The state before the n-th processed step: rows of `all`, or the initial state; false where that is zero.
bool statePrevious(const RecurrentInput& input, const Matrix& all, std::size_t state, Index n, Matrix& previous);

/// A state's rows of step t become those before wherever the step is masked.
void holdMasked(const RecurrentInput& input, Index t, const Matrix& previous, Matrix& all);

/// dh += what comes from outside the layer to the n-th processed step.
void addOutside(const RecurrentInput& input, const Matrix& hiddenGradient, Index n, Matrix& dh);

/// Copies the rows of masked samples from `source`.
void copyMaskedRows(const RecurrentInput& input, Index t, const Matrix& source, Matrix& target);
void zeroMaskedRows(const RecurrentInput& input, Index t, Eigen::Ref<Matrix> target);

/// gradient += sum over steps of (previous(t) * factors)' d(t): a recurrent kernel's gradient from the pre-activations'
/// [steps*batch x n].
void addRecurrentGradient(const RecurrentInput& input, const Matrix& hidden, const Eigen::Ref<const Matrix>& factors,
                          const Eigen::Ref<const Matrix>& d, Eigen::Ref<Matrix> gradient);

}  // namespace engine::kernels
