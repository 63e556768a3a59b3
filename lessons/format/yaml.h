// YAML text to JSON, with the place of every key: front matters and the values of --set.
#pragma once

#include <map>
#include <string>

#include "lessons/format/lesson.h"

namespace lessons {

struct YamlDocument {
    Json value;
    std::map<std::string, Position> positions;  ///< by dotted path; a list's items by number, "model.0.LSTM.units"
    std::map<std::string, Position> values;     ///< where the first character of a text or number stands
};

/// Plain scalars become null, booleans, integers, numbers or strings by YAML 1.2's core schema; quoted ones stay
/// strings. `file` and `firstLine` (the file's line of the text's first line) make the messages'
/// "06-forecasting.md:7:3: ". Throws engine::Error for what YAML refuses, a key given twice, a key that is no plain
/// word, and endless nesting.
[[nodiscard]] YamlDocument readYaml(const std::string& text, const std::string& file, int firstLine);

/// One value as written behind --set: "0.01", "[1, 2]", "{patience: 3}". Throws SettingError of that path.
[[nodiscard]] Json readYamlValue(const std::string& text, const std::string& path);

/// For messages: "abc" in quotes, numbers as they are, "a list", "a map", "nothing".
[[nodiscard]] std::string describeValue(const Json& value);

}  // namespace lessons
