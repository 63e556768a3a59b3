// data.kind given: one sequence and the weights of its net, every number written in the lesson.
#pragma once

#include <memory>

#include "lessons/tasks/task.h"

namespace lessons {

/// Keys: inputs, a row a step, or a map of inputs by the model's names; targets; weights by layer, as Keras calls and
/// shapes them; features, outputs: names. result: output, summary, or numbers as goals name them, "f[1] at t=2".
[[nodiscard]] std::shared_ptr<const Task> makeGivenTask(const Spec& spec, std::uint64_t seed);

}  // namespace lessons
