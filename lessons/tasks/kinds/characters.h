// data.kind characters: the next character of a text; how well, and what the units of the net follow.
#pragma once

#include <memory>

#include "lessons/tasks/task.h"

namespace lessons {

[[nodiscard]] std::shared_ptr<const Task> makeCharactersTask(const Spec& spec, std::uint64_t seed);

}  // namespace lessons
