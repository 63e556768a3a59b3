// The number and matrix types of the engine.
#pragma once

#include <Eigen/Core>

namespace engine {

#ifdef GATEWISE_DOUBLE
using Scalar = double;
#else
using Scalar = float;
#endif

using Index = Eigen::Index;

/// Row-major, as NumPy stores arrays. A batch of sequences is time-major: row t*batch + b is sample b at time t.
using Matrix = Eigen::Matrix<Scalar, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
using RowVector = Eigen::Matrix<Scalar, 1, Eigen::Dynamic, Eigen::RowMajor>;

}  // namespace engine
