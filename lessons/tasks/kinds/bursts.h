// data.kind bursts: which of two bursts came first.
#pragma once

#include <memory>

#include "lessons/tasks/task.h"

namespace lessons {

[[nodiscard]] std::shared_ptr<const Task> makeBurstsTask(const Spec& spec, std::uint64_t seed);

}  // namespace lessons
