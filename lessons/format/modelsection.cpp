// The model section of a lesson, turned into models.
#include "lessons/format/modelsection.h"

#include <charconv>

#include "engine/core/error.h"
#include "engine/files/config.h"

namespace lessons {
namespace {

/// "vocabulary" or "vocabulary + 1" as a number; nothing for any other text.
std::optional<engine::Index> quantity(const std::string& text, const Quantities& quantities) {
    for (const auto& [word, value] : quantities) {
        if (text == word) return value;
        const std::string prefix = word + " + ";
        if (!text.starts_with(prefix)) continue;
        engine::Index added = 0;
        const char* const end = text.data() + text.size();
        const auto parsed = std::from_chars(text.data() + prefix.size(), end, added);
        if (parsed.ec == std::errc() && parsed.ptr == end) return value + added;
    }
    return {};
}

/// Every quantity below `json` replaced by its number. Names of layers are left alone.
Json substituted(const Json& json, const Quantities& quantities) {
    if (json.is_string()) {
        const auto number = quantity(json.get<std::string>(), quantities);
        return number ? Json(*number) : json;
    }
    if (!json.is_structured()) return json;
    Json result = json;
    for (auto item = result.begin(); item != result.end(); ++item)
        if (!json.is_object() || (item.key() != "name" && item.key() != "inbound" && item.key() != "outputs"))
            *item = substituted(*item, quantities);
    return result;
}

/// The place a message about a layer names: what --set changed, where it did, and else the section.
std::string place(const Spec& spec, const std::string& path) {
    for (const auto& [changed, position] : spec.positions)
        if (position.line == 0 && changed.starts_with(path + ".")) return changed;
    return path;
}

}  // namespace

const std::vector<std::string>& quantityWords() {
    static const std::vector<std::string> words{"vocabulary", "classes", "words", "shapes", "steps"};
    return words;
}

std::vector<NamedModel> buildModels(const Spec& spec, const std::vector<engine::Shape>& inputs,
                                    const Quantities& quantities) {
    const Json model = substituted(spec.model, quantities);
    const auto built = [&](const Json& one, const std::string& path) {
        return spec.placed(place(spec, path), [&] { return engine::modelFromShortForm(one, inputs, {}); });
    };
    if (!model.is_object() || !model.contains("runs")) return {{"", built(model, "model")}};
    const Json& runs = model["runs"];
    if (model.size() != 1 || !runs.is_object() || runs.empty())
        spec.fail("model.runs", "model: expected nothing beside \"runs\", a map of models by name");
    std::vector<NamedModel> models;
    for (const auto& [name, one] : runs.items()) models.push_back({name, built(one, "model.runs." + name)});
    return models;
}

}  // namespace lessons
