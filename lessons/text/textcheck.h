// Whether the links, states and goals of a lesson's text name what the lesson has.
#pragma once

#include "lessons/format/faults.h"
#include "lessons/format/lesson.h"

namespace lessons {

/// All that the file alone can tell; what only the data knows (steps, samples) is looked at by lessons/check.
void checkText(const Lesson& lesson, FaultList& faults);

}  // namespace lessons
