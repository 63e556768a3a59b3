// The lessons that are installed, in order.
#pragma once

#include <string>
#include <vector>

#include "lessons/format/lesson.h"

namespace lessons {

/// A file that cannot be used as a lesson, or a link of one that leads nowhere.
struct LessonFault {
    std::string file;     ///< its name, "07-gru.md"
    std::string message;  ///< one line: "07-gru.md:7:3: unknown key "unit" in training, expected ..."
};

/// One file's fault is its own: the other lessons are there.
struct Catalog {
    std::vector<Lesson> lessons;      ///< by number
    std::vector<LessonFault> faults;  ///< by file
};

/// Every lesson of content/<language>/. Of two files with the same id the first by name holds it. Throws engine::Error
/// where there is no such folder.
[[nodiscard]] Catalog readCatalog(const std::string& language = "en");

/// Throws engine::Error naming the ids there are, and the files that cannot be read.
[[nodiscard]] Lesson findLesson(const std::string& id, const std::string& language = "en");

}  // namespace lessons
