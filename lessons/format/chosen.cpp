// Puts the sections of a choice in the place of the lesson's own, with their positions.
#include "lessons/format/chosen.h"

#include <string_view>

#include "engine/core/error.h"
#include "lessons/format/expected.h"
#include "lessons/format/fields.h"
#include "lessons/format/training.h"

namespace lessons {
namespace {

using Positions = std::map<std::string, Position>;

bool isAtOrBelow(const std::string& path, const std::string& above) {
    return path.starts_with(above) && (path.size() == above.size() || path[above.size()] == '.');
}

/// The places of everything at or below `from`, as they are called at `to`.
Positions moved(const Positions& positions, const std::string& from, const std::string& to) {
    Positions result;
    for (const auto& [path, position] : positions)
        if (isAtOrBelow(path, from)) result[to + path.substr(from.size())] = position;
    return result;
}

bool isSetByHand(const Spec& spec, const std::string& path) {
    const auto found = spec.positions.find(path);
    return found != spec.positions.end() && found->second.line == 0;
}

void take(Spec& spec, Json& section, const std::string& name, const Json& chosen, const std::string& from) {
    const auto replace = [&](Json& old, const std::string& path, const Json& value, const std::string& source) {
        old = value;
        const Positions places = moved(spec.positions, source, path);
        std::erase_if(spec.positions, [&](const auto& entry) { return isAtOrBelow(entry.first, path); });
        spec.positions.insert(places.begin(), places.end());
    };
    if (name != "training") return replace(section, name, chosen, from);
    if (section.is_null()) section = Json::object();
    for (const auto& [key, value] : chosen.items())
        if (const std::string path = name + "." + key; !isSetByHand(spec, path))
            replace(section[key], path, value, from + "." + key);
}

/// Forecasts and faults choose a series, whatever else their kind is; a choice, a whole task. Null: there is no
/// choosing.
const char* choosingKey(const Spec& spec) {
    const auto kind = spec.data.find("kind"), choices = spec.data.find("choices");
    if (kind == spec.data.end() || choices == spec.data.end() || !choices->is_object()) return nullptr;
    if (*kind == "choice") return "task";
    return spec.data.contains("series") ? "series" : nullptr;
}

}  // namespace

void takeChosen(Spec& spec, const Fields& choice, const Json& chosen) {
    const std::string from = choice.path() + ".";
    if (choice.isMap("training")) take(spec, spec.training, "training", chosen.at("training"), from + "training");
    if (choice.has("model")) take(spec, spec.model, "model", chosen.at("model"), from + "model");
    if (choice.has("result")) take(spec, spec.result, "result", chosen.at("result"), from + "result");
    if (choice.isMap("expected")) take(spec, spec.expected, "expected", chosen.at("expected"), from + "expected");
}

Spec chosenSpec(const Spec& spec) {
    const Fields data(spec, "data");
    static_cast<void>(data.text("kind"));
    const Fields choices = data.map("choices");
    const std::string task = data.oneOf("task", choices.keys());
    data.refuseOthers();
    const Fields choice = choices.map(task);
    if (!choice.isMap("data")) choice.fail("data", "the task's own data section");

    const Json chosen = spec.data["choices"][task];
    Spec merged = spec;
    takeChosen(merged, choice, chosen);
    choice.refuseOthers();
    // Last: what was chosen lies in it.
    take(merged, merged.data, "data", chosen["data"], choice.path() + ".data");
    static_cast<void>(readTraining(merged));
    static_cast<void>(readExpected(merged));
    return merged;
}

Spec chosenSeries(const Spec& spec) {
    const Fields data(spec, "data");
    const Fields choices = data.map("choices");
    const std::string series = data.oneOf("series", choices.keys());
    Spec merged = spec;
    takeChosen(merged, choices.map(series), spec.data["choices"][series]);
    return merged;
}

std::vector<Spec> everyChoice(const Spec& spec) {
    const char* key = choosingKey(spec);
    if (!key) return {spec};
    std::vector<Spec> all;
    for (const auto& [name, choice] : spec.data["choices"].items()) {
        Spec one = spec;
        one.data[key] = name;
        try {
            all.push_back(key == std::string_view("task") ? chosenSpec(one) : chosenSeries(one));
        } catch (const engine::Error&) {
            continue;
        }
    }
    return all;
}

}  // namespace lessons
