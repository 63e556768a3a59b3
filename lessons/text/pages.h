// Cuts a lesson's text into its steps, and each step into text and blocks.
#pragma once

#include <string>
#include <vector>

#include "lessons/format/faults.h"
#include "lessons/format/page.h"

namespace lessons {

/// What stands behind the front matter.
struct LessonText {
    std::string title;  ///< of the line "# Title"; empty: there is none
    Position titlePosition;
    std::vector<LessonPage> pages;  ///< their blocks read
};

/// lines: of the whole file; from: the first behind the front matter. Steps are "## " headings; what is wrong goes to
/// faults, and the rest is read.
[[nodiscard]] LessonText splitText(const std::vector<std::string>& lines, std::size_t from,
                                   const std::vector<std::string>& versions, FaultList& faults);

}  // namespace lessons
