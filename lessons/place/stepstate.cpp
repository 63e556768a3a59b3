// Takes the keys page= and outcome= out of a state; the rest is a place.
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
    static const std::vector<std::string> outcomes{"hidden", "shown"};
    StepState state;
    std::string rest = text;
    const auto take = [&rest](const std::string& key, const std::vector<std::string>& words) {
        const std::regex pattern("(^|,)\\s*" + key + "\\s*=\\s*([^,]*?)\\s*(?=,|$)");
        std::smatch match;
        if (!std::regex_search(rest, match, pattern)) return std::string();
        const std::string word = match.str(2);
        if (std::find(words.begin(), words.end(), word) == words.end())
            throw engine::Error(key + ": expected " + listWords(words) + ", got \"" + word + "\"");
        rest = match.prefix().str() + match.suffix().str();
        return word;
    };
    state.page = take("page", statePages());
    state.hidesOutcome = take("outcome", outcomes) == "hidden";
    const std::size_t first = rest.find_first_not_of(" ,\t");
    state.place = first == std::string::npos ? std::string() : rest.substr(first);
    if (state.isEmpty()) throw engine::Error("expected a place such as epoch=5,t=18,op=f");
    static_cast<void>(Place::parse(state.place));
    return state;
}

}  // namespace lessons
