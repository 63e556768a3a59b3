// Class numbers and their one-hot rows.
#pragma once

#include <string>
#include <vector>

#include "engine/core/tensor.h"

namespace engine {

/// Throws Error naming `who` and the place of the first label outside 0 .. classes-1.
void checkLabels(const std::vector<Index>& labels, Index classes, const std::string& who);

/// keras.utils.to_categorical: [labels x classes], 1 at the label. classes 0: the largest label + 1.
[[nodiscard]] Matrix oneHot(const std::vector<Index>& labels, Index classes = 0);

/// Sequences of class numbers, all of one length, as (sequences, steps, classes), time-major.
[[nodiscard]] Tensor oneHotSequences(const std::vector<std::vector<Index>>& sequences, Index classes);

/// Class numbers as targets of sparse_categorical_crossentropy: [labels x 1].
[[nodiscard]] Tensor labelTensor(const std::vector<Index>& labels);
/// (sequences, steps, 1), time-major.
[[nodiscard]] Tensor labelSequences(const std::vector<std::vector<Index>>& sequences);

/// The column of each row's largest value (the first of several).
[[nodiscard]] std::vector<Index> argmaxRows(const Matrix& values);

}  // namespace engine
