// data.kind reber: the next symbol of strings of the embedded Reber grammar, one at a time or without an end.
#pragma once

#include <memory>

#include "lessons/tasks/task.h"

namespace lessons {

[[nodiscard]] std::shared_ptr<const Task> makeReberTask(const Spec& spec, std::uint64_t seed);

}  // namespace lessons
