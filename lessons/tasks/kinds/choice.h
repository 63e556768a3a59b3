// data.kind choice: one of several tasks, each with its own data and what else differs.
#pragma once

#include <memory>

#include "lessons/tasks/task.h"

namespace lessons {

[[nodiscard]] std::shared_ptr<const Task> makeChoiceTask(const Spec& spec, std::uint64_t seed);

}  // namespace lessons
