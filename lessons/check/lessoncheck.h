// Everything that can be wrong with a lesson file, before a class sees it.
#pragma once

#include <string>

#include "lessons/catalog.h"
#include "lessons/format/faults.h"

namespace lessons {

/// What the file tells (see readLesson), and what only its data and its net tell: missing data, a model that does not
/// fit, a state or a link that names a step, unit or sample that is not there, a goal that names a figure the outcome
/// does not have, an exercise that is met before anything is done. Opens every version once; trains nothing.
/// catalog: where lesson: links may lead. Throws engine::Error where the file cannot be read.
[[nodiscard]] FaultList checkLessonFile(const std::string& path, const Catalog& catalog);

}  // namespace lessons
