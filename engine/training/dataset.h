// Checking, cutting and weighting what a model is trained on.
#pragma once

#include <map>
#include <utility>

#include "engine/training/trainer.h"

namespace engine {

/// keras's validation_split: the last part of the samples, before any shuffle; the first floor(n (1 - share)) stay.
/// Throws Error where one of the parts would be empty.
[[nodiscard]] std::pair<Dataset, Dataset> splitValidation(const Dataset& data, double share);

/// Samples first .. first+count-1.
[[nodiscard]] Dataset samplesOf(const Dataset& data, Index first, Index count);
/// Targets and weights, without inputs, of the given samples in the given order: what a batch is scored by.
[[nodiscard]] Dataset gatherTargets(const Dataset& data, const std::vector<Index>& samples);

/// keras's class_weight as sample weights: the weight of each sample's class, 1 for a class without one. Targets are
/// class numbers in one column, or one-hot rows. Throws Error for sequence targets.
[[nodiscard]] std::vector<double> classWeightsToSampleWeights(const Tensor& target,
                                                              const std::map<Index, double>& classWeights);

/// Throws Error `who: ...` unless there are samples, the same number everywhere, in the shapes of the model's inputs
/// and of the losses' targets (losses by output), all numbers finite.
void checkDataset(const Dataset& data, const Model& model, const std::vector<std::shared_ptr<const Loss>>& losses,
                  const std::string& who);

}  // namespace engine
