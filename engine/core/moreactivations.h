// The activations that are seen less often, behind activate() and activateBackward(): each as its function and its
// slope.
#pragma once

#include "engine/core/activations.h"

namespace engine {

/// Of one number; throws Error for one of rows or one that activations.cpp computes itself.
[[nodiscard]] double rareActivation(Activation activation, double z);
/// dy/dz, told from z where derivativeNeedsZ, else from y.
[[nodiscard]] double rareSlope(Activation activation, double z, double y);

void logSoftmaxRows(const Eigen::Ref<const Matrix>& z, Eigen::Ref<Matrix> y);
void logSoftmaxBackward(const Eigen::Ref<const Matrix>& y, const Eigen::Ref<const Matrix>& dy, Eigen::Ref<Matrix> dz);
void sparsemaxRows(const Eigen::Ref<const Matrix>& z, Eigen::Ref<Matrix> y);
void sparsemaxBackward(const Eigen::Ref<const Matrix>& y, const Eigen::Ref<const Matrix>& dy, Eigen::Ref<Matrix> dz);

}  // namespace engine
