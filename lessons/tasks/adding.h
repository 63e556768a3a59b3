// data.kind adding: two marked numbers of a sequence are to be added (Hochreiter & Schmidhuber 1997, experiment 4,
// simplified to sequences of one length).
#pragma once

#include "lessons/tasks/task.h"

namespace lessons {

/// Keys of the data section: samples, steps, held_out (share). Inputs (number in [0, 1), mark 0 or 1); one mark in each
/// half. Target: the sum of the two marked numbers, one number. result: runs, by name {"parameters", "loss",
/// "val_loss", "seconds"}.
[[nodiscard]] std::shared_ptr<const Task> makeAddingTask(const Spec& spec, std::uint64_t seed);

}  // namespace lessons
