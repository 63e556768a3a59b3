// Finds and checks the links of a lesson's text.
#include "lessons/text/links.h"

#include <algorithm>
#include <sstream>

#include "engine/core/error.h"
#include "lessons/format/fields.h"
#include "lessons/place/place.h"

namespace lessons {
namespace {

const std::vector<std::string>& schemes() {
    static const std::vector<std::string> all{"step", "train", "set", "lesson", "https"};
    return all;
}

std::string placeFault(const std::string& target) {
    if (target.empty()) return "expected a place such as t=18,op=f";
    try {
        static_cast<void>(Place::parse(target));
    } catch (const engine::Error& error) {
        return error.what();
    }
    return {};
}

/// What --set may name, any file, a lesson may not: its data is its own.
std::string settingFault(const std::string& target) {
    const std::size_t equals = target.find('=');
    if (equals == std::string::npos) return "expected PATH=VALUE";
    if (target.substr(0, equals).ends_with("file")) return "a lesson's own choices name its files, a link cannot";
    return {};
}

/// The bracket that closes a target: op=act(c) has a pair of its own. npos where there is none.
std::size_t closingBracket(const std::string& line, std::size_t from) {
    int depth = 0;
    for (std::size_t i = from; i < line.size(); ++i) {
        if (line[i] == '(') ++depth;
        if (line[i] == ')' && depth-- == 0) return i;
    }
    return std::string::npos;
}

}  // namespace

const std::vector<std::string>& trainVerbs() {
    static const std::vector<std::string> verbs{"start", "pause", "batch", "epoch", "stop", "reset"};
    return verbs;
}

std::vector<LessonLink> findLinks(const std::string& markdown, int firstLine) {
    std::vector<LessonLink> links;
    std::istringstream stream(markdown);
    std::string line, fence;
    for (int number = firstLine; std::getline(stream, line); ++number) {
        if (line.starts_with("```") || line.starts_with("~~~")) {
            if (fence.empty())
                fence = line.substr(0, 3);
            else if (line.starts_with(fence))
                fence.clear();
            continue;
        }
        if (!fence.empty()) continue;
        bool code = false;
        for (std::size_t i = 0; i + 1 < line.size(); ++i) {
            if (line[i] == '`') code = !code;
            if (code || line[i] != ']' || line[i + 1] != '(') continue;
            const std::size_t end = closingBracket(line, i + 2);
            const std::string target = line.substr(i + 2, end == std::string::npos ? std::string::npos : end - i - 2);
            const std::size_t colon = target.find(':');
            LessonLink link;
            if (colon != std::string::npos && end != std::string::npos) link.scheme = target.substr(0, colon);
            link.target = link.scheme.empty() ? target : target.substr(colon + 1);
            link.position = {number, static_cast<int>(i) + 3};
            links.push_back(std::move(link));
        }
    }
    return links;
}

std::string linkFault(const LessonLink& link) {
    const std::string shown = link.scheme.empty() ? link.target : link.scheme + ":" + link.target;
    if (std::find(schemes().begin(), schemes().end(), link.scheme) == schemes().end())
        return "link \"" + shown + "\": expected " + listWords(schemes()) + " before a colon";
    std::string fault;
    if (link.scheme == "step") fault = placeFault(link.target);
    if (link.scheme == "set") fault = settingFault(link.target);
    if (link.scheme == "lesson" && link.target.empty()) fault = "expected a lesson's id";
    if (link.scheme == "train" &&
        std::find(trainVerbs().begin(), trainVerbs().end(), link.target) == trainVerbs().end())
        fault = "expected " + listWords(trainVerbs());
    return fault.empty() ? fault : "link \"" + shown + "\": " + fault;
}

}  // namespace lessons
