// data.kind recall: one letter of many is marked; at the end it is asked for.
#pragma once

#include <memory>

#include "lessons/tasks/task.h"

namespace lessons {

[[nodiscard]] std::shared_ptr<const Task> makeRecallTask(const Spec& spec, std::uint64_t seed);

}  // namespace lessons
