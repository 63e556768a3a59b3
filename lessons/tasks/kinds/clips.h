// data.kind clips: what does the stick figure do?
#pragma once

#include <memory>

#include "lessons/tasks/task.h"

namespace lessons {

/// Keys: samples, held_out, frames, size, noise.
[[nodiscard]] std::shared_ptr<const Task> makeClipsTask(const Spec& spec, std::uint64_t seed);

}  // namespace lessons
