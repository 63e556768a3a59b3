// Changes of a lesson from outside, by dotted path.
#include "lessons/format/overrides.h"

#include <cctype>
#include <charconv>

#include "engine/core/error.h"
#include "lessons/format/fields.h"
#include "lessons/format/yaml.h"

namespace lessons {
namespace {

std::vector<std::string> split(const std::string& path) {
    std::vector<std::string> parts(1);
    for (const char c : path) {
        if (c == '.')
            parts.emplace_back();
        else
            parts.back() += c;
    }
    return parts;
}

/// Keras's to_snake_case: LSTM -> lstm, SimpleRNN -> simple_rnn, TimeDistributed -> time_distributed.
std::string snakeCase(const std::string& name) {
    const auto upper = [&](std::size_t i) {
        return i < name.size() && std::isupper(static_cast<unsigned char>(name[i]));
    };
    const auto lower = [&](std::size_t i) {
        return i < name.size() && std::islower(static_cast<unsigned char>(name[i]));
    };
    std::string result;
    for (std::size_t i = 0; i < name.size(); ++i) {
        if (i > 0 && upper(i) && (lower(i - 1) || lower(i + 1))) result += '_';
        result += static_cast<char>(std::tolower(static_cast<unsigned char>(name[i])));
    }
    return result;
}

/// The class of a short form's layer: {"LSTM": {...}} or "Flatten".
std::string layerClass(const Json& layer) {
    if (layer.is_string()) return layer.get<std::string>();
    return layer.is_object() && !layer.empty() ? layer.begin().key() : std::string();
}

const Json* layerList(const Json& model) {
    if (model.is_array()) return &model;
    const auto layers = model.is_object() ? model.find("layers") : model.end();
    return model.is_object() && layers != model.end() && layers->is_array() ? &*layers : nullptr;
}

/// "lstm.units" -> "0.LSTM.units" where the first part names a layer.
std::vector<std::string> resolveLayerName(const Json& model, std::vector<std::string> parts) {
    const Json* layers = layerList(model);
    if (!layers || parts.size() < 2 || parts[0] != "model") return parts;
    const std::vector<std::string> names = shortFormLayerNames(*layers);
    const std::size_t at = parts[1] == "layers" && model.is_object() ? 2 : 1;
    if (parts.size() <= at) return parts;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (names[i] != parts[at]) continue;
        std::vector<std::string> resolved{"model"};
        if (model.is_object()) resolved.push_back("layers");
        resolved.push_back(std::to_string(i));
        resolved.push_back(layerClass((*layers)[i]));
        resolved.insert(resolved.end(), parts.begin() + static_cast<std::ptrdiff_t>(at) + 1, parts.end());
        return resolved;
    }
    return parts;
}

Json& listItem(Json& list, const std::string& part, const std::vector<std::string>& names, const std::string& path) {
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), index);
    if (error == std::errc() && end == part.data() + part.size() && index < list.size()) return list[index];
    std::string message = "no entry \"" + part + "\", expected ";
    message += list.empty() ? "nothing: the list is empty" : "0 to " + std::to_string(list.size() - 1);
    if (!names.empty()) message += " or a layer's name: " + listWords(names);
    if (const auto near = nearMatch(part, names)) message += " (did you mean " + *near + "?)";
    throw SettingError(path, message);
}

}  // namespace

std::vector<std::string> shortFormLayerNames(const Json& layers) {
    std::vector<std::string> names;
    std::map<std::string, int> count;
    for (const Json& layer : layers) {
        const std::string snake = snakeCase(layerClass(layer));
        const int number = count[snake]++;
        std::string name = number == 0 ? snake : snake + "_" + std::to_string(number);
        if (layer.is_object() && !layer.empty() && layer.begin()->is_object() && layer.begin()->contains("name") &&
            layer.begin()->at("name").is_string())
            name = layer.begin()->at("name").get<std::string>();
        names.push_back(std::move(name));
    }
    return names;
}

void applyOverride(Spec& spec, const std::string& text) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos || equals == 0)
        throw SettingError(text, "expected PATH=VALUE, e.g. training.learning_rate=0.01");
    const std::string path = text.substr(0, equals);

    const std::vector<std::string> sections{"data", "model", "training", "result"};
    std::vector<std::string> parts = split(path);
    for (const std::string& part : parts)
        if (part.empty()) throw SettingError(path, "expected names with single dots between them");
    Json* const places[] = {&spec.data, &spec.model, &spec.training, &spec.result};
    Json* place = nullptr;
    for (std::size_t i = 0; i < sections.size(); ++i)
        if (sections[i] == parts[0]) place = places[i];
    if (!place) {
        const auto near = nearMatch(parts[0], sections);
        throw SettingError(path, "expected a key of " + listWords(sections) + ", got \"" + path + "\"" +
                                     (near ? " (did you mean " + *near + "?)" : ""));
    }

    std::vector<std::string> names;
    if (const Json* layers = layerList(spec.model); layers && parts[0] == "model") names = shortFormLayerNames(*layers);
    parts = resolveLayerName(spec.model, std::move(parts));
    Json value = readYamlValue(text.substr(equals + 1), path);
    std::string reached = parts[0];
    for (std::size_t i = 1; i < parts.size(); ++i) {
        if (place->is_array()) {
            place = &listItem(*place, parts[i], names, path);
        } else if (place->is_object() || place->is_null()) {
            place = &(*place)[parts[i]];
        } else if (place->is_string() && place->get<std::string>() == parts[i]) {
            // The layer "Flatten" without options becomes {"Flatten": {...}}.
            *place = Json{{parts[i], nullptr}};
            place = &(*place)[parts[i]];
        } else {
            throw SettingError(path, reached + " is " + describeValue(*place) + " and has no \"" + parts[i] + "\"");
        }
        reached += "." + parts[i];
        // Whoever refuses a key that was added by the way finds the place here.
        if (!spec.positions.contains(reached)) spec.positions[reached] = {};
    }
    *place = std::move(value);
    spec.positions[reached] = {};
    std::erase_if(spec.positions, [&](const auto& entry) { return entry.first.starts_with(reached + "."); });
}

}  // namespace lessons
