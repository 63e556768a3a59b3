// One version of a lesson with its overrides, and where its keys stand.
#include "lessons/format/lesson.h"

#include <algorithm>
#include <filesystem>

#include "engine/core/error.h"
#include "lessons/format/expected.h"
#include "lessons/format/fields.h"
#include "lessons/format/overrides.h"
#include "lessons/format/training.h"
#include "lessons/format/yaml.h"

namespace lessons {
namespace {

Json section(const Json& version, const std::string& name) {
    const auto found = version.find(name);
    return found == version.end() ? Json() : *found;
}

/// The shape of the sections that only a task can read further.
void checkSections(const Spec& spec) {
    if (!spec.data.is_object() || !spec.data.contains("kind"))
        spec.fail("data", "data: expected a map with the key \"kind\", got " + describeValue(spec.data));
    if (!spec.model.is_null() && !spec.model.is_array() && !spec.model.is_object())
        spec.fail("model", "model: expected a list of layers, got " + describeValue(spec.model));
    if (!spec.result.is_null() && !spec.result.is_array() && !spec.result.is_object())
        spec.fail("result", "result: expected a list of names, got " + describeValue(spec.result));
    static_cast<void>(readTraining(spec));
    static_cast<void>(readExpected(spec));
}

}  // namespace

const std::pair<const std::string, Position>* Spec::nearest(std::string path) const {
    while (true) {
        if (const auto found = positions.find(path); found != positions.end()) return &*found;
        if (path.empty()) return nullptr;
        const std::size_t dot = path.rfind('.');
        path = dot == std::string::npos ? std::string() : path.substr(0, dot);
    }
}

std::string Spec::where(const std::string& path) const {
    const auto* found = nearest(path);
    if (!found) return file + ": ";
    const auto [line, column] = found->second;
    if (line == 0) return "--set " + found->first + ": ";
    return file + ":" + std::to_string(line) + ":" + std::to_string(column) + ": ";
}

void Spec::fail(const std::string& path, const std::string& message, const std::optional<WantedNumber>& wanted) const {
    const auto* found = nearest(path);
    if (found && found->second.line == 0) throw SettingError(found->first, message, wanted);
    throw engine::Error(where(path) + message);
}

std::vector<LessonPage> Lesson::pagesOf(const std::string& version) const {
    std::vector<LessonPage> chosen;
    for (const LessonPage& page : pages)
        if (page.version.empty() || page.version == version) chosen.push_back(page);
    return chosen;
}

std::vector<std::string> Lesson::settingsOfSteps(const std::string& version) const {
    std::vector<std::string> keys;
    for (const LessonPage& page : pagesOf(version))
        if (page.state)
            for (const std::string& setting : page.state->settings)
                if (const std::string key = setting.substr(0, setting.find('='));
                    std::find(keys.begin(), keys.end(), key) == keys.end())
                    keys.push_back(key);
    return keys;
}

Spec Lesson::spec(const std::string& version, const std::vector<std::string>& overrides) const {
    Spec spec;
    spec.lesson = id;
    spec.title = title;
    spec.version = version.empty() && !versions.empty() ? versions.front() : version;
    spec.file = std::filesystem::path(file).filename().string();
    spec.folder = std::filesystem::path(file).parent_path().string();
    if (std::find(versions.begin(), versions.end(), spec.version) == versions.end())
        throw engine::Error(spec.file + ": expected the version " + listWords(versions) + ", got \"" + version + "\"");

    const bool tutorial = spec.version == "tutorial";
    const Json& source = tutorial ? frontMatter.at("tutorial") : frontMatter;
    spec.data = section(source, "data");
    spec.model = section(source, "model");
    spec.training = section(source, "training");
    spec.result = section(source, "result");
    spec.expected = section(source, "expected");

    const std::string prefix = "tutorial.";
    for (const auto& [path, position] : positions) {
        const bool inside = path.starts_with(prefix) || path == "tutorial";
        if (inside != tutorial) continue;
        spec.positions[!tutorial ? path : path == "tutorial" ? std::string() : path.substr(prefix.size())] = position;
    }
    for (const std::string& change : overrides) applyOverride(spec, change);
    checkSections(spec);
    return spec;
}

}  // namespace lessons
