// Takes the key page= out of a state; the rest is a place.
#include "lessons/place/stepstate.h"

#include <algorithm>
#include <regex>

#include "engine/core/error.h"
#include "lessons/place/choices.h"

namespace lessons {

const std::vector<std::string>& statePages() {
    static const std::vector<std::string> pages{"train", "step"};
    return pages;
}

std::vector<std::string> settingsAt(const StepState& step, const std::vector<std::string>& named,
                                    const std::vector<std::string>& open) {
    const auto keyOf = [](const std::string& setting) { return setting.substr(0, setting.find('=')); };
    std::vector<std::string> settings;
    for (const std::string& each : open)
        if (std::find(named.begin(), named.end(), keyOf(each)) == named.end()) settings.push_back(each);
    settings.insert(settings.end(), step.settings.begin(), step.settings.end());
    return settings;
}

StepState parseStepState(const std::string& text) {
    static const std::regex key("(^|,)\\s*page\\s*=\\s*([^,]*?)\\s*(?=,|$)");
    StepState state;
    std::smatch match;
    std::string rest = text;
    if (std::regex_search(text, match, key)) {
        state.page = match.str(2);
        if (std::find(statePages().begin(), statePages().end(), state.page) == statePages().end())
            throw engine::Error("page: expected " + listWords(statePages()) + ", got \"" + state.page + "\"");
        rest = match.prefix().str() + match.suffix().str();
    }
    const std::size_t first = rest.find_first_not_of(" ,\t");
    state.place = first == std::string::npos ? std::string() : rest.substr(first);
    if (state.isEmpty()) throw engine::Error("expected a place such as epoch=5,t=18,op=f");
    static_cast<void>(Place::parse(state.place));
    return state;
}

}  // namespace lessons
