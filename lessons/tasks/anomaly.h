// data.kind anomaly: damaged windows among windows of a sine, found by how badly an autoencoder repeats them.
#pragma once

#include "lessons/tasks/task.h"

namespace lessons {

/// Keys of the data section: sine {from, to, points} (numpy.linspace, its sine cut into samples * steps), samples,
/// steps, damaged {first, last, noise} (samples from 0, both included, normal noise of this standard deviation added),
/// percentile. Trained on the undamaged windows to repeat them. Score of a sample: its mean squared error. Threshold:
/// the percentile of the scores that are judged (numpy's linear rule). result: anomalies (how many scores lie above the
/// threshold), threshold.
[[nodiscard]] std::shared_ptr<const Task> makeAnomalyTask(const Spec& spec, std::uint64_t seed);

}  // namespace lessons
