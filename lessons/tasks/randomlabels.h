// data.kind random_labels: inputs and labels drawn by chance, so that nothing can be learnt.
#pragma once

#include "lessons/tasks/task.h"

namespace lessons {

/// Keys of the data section: samples, steps, features, inputs (normal, uniform), classes, labels (each_sequence,
/// each_step), step (what a step is called), step_kind (vectors, frames). Labels are targets of binary_crossentropy
/// (classes 2, one output) or of sparse_categorical_crossentropy. result, with values of the last epoch: accuracy,
/// val_accuracy; summary (one row a layer); phonemes (the classes that the net gives each step of a sequence drawn
/// anew), action (the class of such a sequence); runs (of each model: val_accuracy, parameters, seconds).
[[nodiscard]] std::shared_ptr<const Task> makeRandomLabelsTask(const Spec& spec, std::uint64_t seed);

}  // namespace lessons
