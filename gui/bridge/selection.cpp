// The key of a selection.
#include "gui/bridge/selection.h"

#include <algorithm>

namespace gui {

bool changesInFlight(const std::string& override) {
    const std::string path = override.substr(0, override.find('='));
    return path == "training.learning_rate" || path == "training.epochs";
}

std::string Selection::key() const {
    std::vector<std::string> others = overrides;
    std::erase_if(others, changesInFlight);
    std::sort(others.begin(), others.end());
    std::string text = data() + '/' + std::to_string(seed);
    for (const std::string& each : others) text += '/' + each;
    return text;
}

}  // namespace gui
