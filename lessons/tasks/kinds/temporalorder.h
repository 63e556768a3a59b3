// data.kind temporal_order: which two signs came, and in which order (Hochreiter & Schmidhuber 1997, experiment 6a).
#pragma once

#include <memory>

#include "lessons/tasks/task.h"

namespace lessons {

[[nodiscard]] std::shared_ptr<const Task> makeTemporalOrderTask(const Spec& spec, std::uint64_t seed);

}  // namespace lessons
