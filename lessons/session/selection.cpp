// From a place to what has to be open for it.
#include "lessons/session/selection.h"

namespace lessons {

Selection selectionOf(const Place& place, const Selection& open) {
    Selection wanted = open;
    const std::string lesson = place.lessonId(), version = place.lessonVersion();
    if (!lesson.empty() && lesson != open.lesson) {
        wanted.version.clear();
        wanted.overrides.clear();
        wanted.lesson = lesson;
    }
    if (!version.empty()) wanted.version = version;
    if (place.seed) wanted.seed = *place.seed;
    return wanted;
}

}  // namespace lessons
