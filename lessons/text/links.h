// The links of a lesson's text: [text](step:t=18,op=f,unit=3), (train:start), (set:training.epochs=5), (lesson:gru).
#pragma once

#include <string>
#include <vector>

#include "lessons/format/lesson.h"

namespace lessons {

struct LessonLink {
    std::string scheme;  ///< "step", "train", "set", "lesson", "https"
    std::string target;  ///< what stands behind the colon
    Position position;   ///< of the target in its file
};

/// What train: takes.
[[nodiscard]] const std::vector<std::string>& trainVerbs();  ///< start, pause, batch, epoch, stop, reset

/// The links of a text in order; code spans and blocks are left out. firstLine: the file's line of the text's first
/// line.
[[nodiscard]] std::vector<LessonLink> findLinks(const std::string& markdown, int firstLine = 1);

/// What is wrong with a link, or nothing. set: targets are checked for their form only; Lesson::spec checks the rest.
[[nodiscard]] std::string linkFault(const LessonLink& link);

}  // namespace lessons
