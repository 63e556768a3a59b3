// data.kind normal and impulse: sequences to walk through; nothing is trained.
#pragma once

#include "lessons/tasks/task.h"

namespace lessons {

/// normal: keys samples, steps, features; standard normal inputs.
/// impulse: keys steps, features (1); one sample, 1 at the first step and 0 after it.
/// result: summary; H, h, c: all hidden states, the last one and the last cell state of a model that ends in a
/// recurrent layer with return_sequences and return_state.
[[nodiscard]] std::shared_ptr<const Task> makeNormalTask(const Spec& spec, std::uint64_t seed);
[[nodiscard]] std::shared_ptr<const Task> makeImpulseTask(const Spec& spec, std::uint64_t seed);

}  // namespace lessons
