// The lessons that are installed, in order.
#pragma once

#include <string>
#include <vector>

#include "lessons/format/lesson.h"

namespace lessons {

/// Every lesson of content/<language>/, by number.
[[nodiscard]] std::vector<Lesson> readCatalog(const std::string& language = "en");

/// Throws engine::Error naming the ids there are.
[[nodiscard]] Lesson findLesson(const std::string& id, const std::string& language = "en");

}  // namespace lessons
