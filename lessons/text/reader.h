// Reads a lesson file.
#pragma once

#include <optional>
#include <string>

#include "lessons/format/faults.h"
#include "lessons/format/lesson.h"

namespace lessons {

/// Reads and checks a file; throws engine::Error with its first fault: "06-forecasting.md:7:3: unknown key "unit" in
/// training, expected ...".
[[nodiscard]] Lesson readLesson(const std::string& path);

/// Takes down every fault that the file alone tells: keys, blocks, links, places, operations, conditions. The
/// lesson comes back where its front matter has none. `faults` is named as the file is. Throws engine::Error where it
/// cannot be read.
[[nodiscard]] std::optional<Lesson> readLesson(const std::string& path, FaultList& faults);

}  // namespace lessons
