// The key of a selection, and the selection of a place.
#include "lessons/session/selection.h"

#include <algorithm>

namespace lessons {

bool changesTune(const std::string& override) {
    const std::string path = override.substr(0, override.find('='));
    return path == "data.tune" || path == "data.temperature" || path == "data.top_k" || path == "data.take";
}

bool changesInFlight(const std::string& override) {
    const std::string path = override.substr(0, override.find('='));
    return path == "training.learning_rate" || path == "training.epochs" || changesTune(path);
}

std::string Selection::key() const {
    std::vector<std::string> others = overrides;
    std::erase_if(others, changesInFlight);
    std::sort(others.begin(), others.end());
    std::string text = data() + '/' + std::to_string(seed);
    for (const std::string& each : others) text += '/' + each;
    return text;
}

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
