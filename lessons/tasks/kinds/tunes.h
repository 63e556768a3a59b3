// data.kind tunes: melodies of a file; at each note the net foretells the next one, pitch and length.
#pragma once

#include <memory>

#include "lessons/tasks/task.h"

namespace lessons {

[[nodiscard]] std::shared_ptr<const Task> makeTunesTask(const Spec& spec, std::uint64_t seed);

}  // namespace lessons
