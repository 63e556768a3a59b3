// A lesson as files that Keras reads: its data as .npy, its models untrained and compiled as .keras, the rest as JSON.
#pragma once

#include <string>
#include <vector>

#include "lessons/tasks/task.h"

namespace cli {

/// Into a folder, which is made where it is missing:
/// - training_x0.npy, ... training_y0.npy, training_weights.npy; the same for validation_ and held_out_, where there is
///   such data; batch-major, float32;
/// - model0.keras ..., with the initial weights of each model's first run; the same trained as trained0.keras ...;
/// - training.json: {"lesson", "version", "seed", "epochs", "batch_size", "shuffle", "patience",
/// "restore_best_weights",
///   "models": [{"file", "name"}], "samples": {"training", "validation", "held_out"}}.
/// What is held out: the samples behind the training part, or the validation part where there are none.
/// Throws Error where a file cannot be written or Keras has no such model.
void writeTaskFiles(const lessons::Task& task, const std::string& folder);
/// Afterwards, beside them. weights: by run.
void writeTrainedFiles(const lessons::Task& task, const std::vector<engine::Weights>& weights,
                       const std::string& folder);

}  // namespace cli
