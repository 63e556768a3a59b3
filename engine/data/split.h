// Which samples are trained on, and how much each class counts.
#pragma once

#include <map>
#include <vector>

#include "engine/core/scalar.h"

namespace engine {

/// Keras's fit(validation_split=share): the first floor(samples * (1 - share)) samples are trained on; the rest, the
/// last part before any shuffle, validates. Returns that number. Throws Error where one of the two parts would be
/// empty.
[[nodiscard]] Index validationStart(Index samples, double share);

/// Keras's fit(class_weight=...): a sample's weight is its label's; a label that is not named counts 1. labels: class
/// numbers.
[[nodiscard]] std::vector<double> classWeights(const std::vector<Index>& labels,
                                               const std::map<Index, double>& weights);

/// samples / (classes * samples of the class): rare classes count more, and the samples' mean weight is 1. A class that
/// no sample has is left out. Throws Error for a label outside the classes.
[[nodiscard]] std::map<Index, double> balancedClassWeights(const std::vector<Index>& labels, Index classes);

}  // namespace engine
