// data.kind spelling: how each letter of a text is said.
#pragma once

#include <memory>

#include "lessons/tasks/task.h"

namespace lessons {

[[nodiscard]] std::shared_ptr<const Task> makeSpellingTask(const Spec& spec, std::uint64_t seed);

}  // namespace lessons
