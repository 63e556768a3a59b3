// The kinds of data there are: `data.kind` of a lesson names one.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>

#include "lessons/tasks/task.h"

namespace lessons {

using TaskMaker = std::function<std::shared_ptr<const Task>(const Spec& spec, std::uint64_t seed)>;

/// By name. A new kind is one file that makes its task, and one line in registry.cpp.
[[nodiscard]] const std::map<std::string, TaskMaker>& taskMakers();

}  // namespace lessons
