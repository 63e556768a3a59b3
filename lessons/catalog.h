// The lessons that are installed, in order.
#pragma once

#include <string>
#include <utility>
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

/// Lesson files from elsewhere that the catalogue holds from now on, for as long as the program runs: a teacher's own.
/// Throws engine::Error with the file's first fault, or where another lesson has its id. Returns the lesson.
Lesson addLessonFile(const std::string& path);
/// Every *.md of a folder that can be read; what is wrong with the others is in the catalogue's faults. Returns the
/// paths added. Throws engine::Error where the folder holds no lesson at all.
std::vector<std::string> addLessonFolder(const std::string& folder);
/// What was added, in order.
[[nodiscard]] std::vector<std::string> addedLessonFiles();

/// What the links of a lesson to other lessons miss, as "link ...: lesson: expected ..., got ...", with the links'
/// places.
[[nodiscard]] std::vector<std::pair<Position, std::string>> missedLessons(const Lesson& from, const Catalog& catalog);

/// Every lesson of content/<language>/, and those that were added. Of two files with the same id the first by name
/// holds it. Throws engine::Error where there is no such folder.
[[nodiscard]] Catalog readCatalog(const std::string& language = "en");

/// Throws engine::Error naming the ids there are, and the files that cannot be read.
[[nodiscard]] Lesson findLesson(const std::string& id, const std::string& language = "en");

}  // namespace lessons
