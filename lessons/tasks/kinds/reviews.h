// data.kind reviews: texts of a file with a class each.
#pragma once

#include <memory>

#include "lessons/tasks/task.h"

namespace lessons {

[[nodiscard]] std::shared_ptr<const Task> makeReviewsTask(const Spec& spec, std::uint64_t seed);

}  // namespace lessons
