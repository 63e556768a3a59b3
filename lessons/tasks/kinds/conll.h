// data.kind conll: a tag for every word of the sentences of a file.
#pragma once

#include <memory>

#include "lessons/tasks/task.h"

namespace lessons {

[[nodiscard]] std::shared_ptr<const Task> makeConllTask(const Spec& spec, std::uint64_t seed);

}  // namespace lessons
