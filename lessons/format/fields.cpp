// Typed, checked access to one map of a front matter.
#include "lessons/format/fields.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "engine/core/error.h"
#include "lessons/format/yaml.h"

namespace lessons {

Fields::Fields(const Json& object, std::string path, Fail fail)
    : m_object(object.is_null() ? Json::object() : object), m_path(std::move(path)), m_fail(std::move(fail)) {
    if (!m_object.is_object())
        m_fail(m_path, m_path + ": expected a map of keys and values, got " + describeValue(object), {});
}

Fields::Fields(const Spec& spec, const std::string& section)
    : Fields(section == "data"       ? spec.data
             : section == "model"    ? spec.model
             : section == "training" ? spec.training
             : section == "expected" ? spec.expected
                                     : spec.result,
             section,
             [spec](const auto& path, const auto& message, const auto& wanted) { spec.fail(path, message, wanted); }) {}

const Json* Fields::find(const std::string& key) const {
    if (std::find(m_known.begin(), m_known.end(), key) == m_known.end()) m_known.push_back(key);
    const auto found = m_object.find(key);
    return found == m_object.end() ? nullptr : &*found;
}

const Json& Fields::required(const std::string& key, const std::string& expected) const {
    const Json* value = find(key);
    if (!value)
        m_fail(m_path, (m_path.empty() ? "" : m_path + ": ") + "expected the key \"" + key + "\" with " + expected, {});
    return *value;
}

bool Fields::has(const std::string& key) const {
    return find(key) != nullptr;
}

double Fields::number(const std::string& key, Range range, std::optional<double> fallback) const {
    const std::string expected = "a number" + range.text();
    if (fallback && !find(key)) return *fallback;
    const Json& value = required(key, expected);
    if (!value.is_number() || !std::isfinite(value.get<double>()) || !range.holds(value.get<double>()))
        failNumber(key, false, range);
    return value.get<double>();
}

std::int64_t Fields::integer(const std::string& key, Range range, std::optional<std::int64_t> fallback) const {
    const std::string expected = "a whole number" + range.text();
    if (fallback && !find(key)) return *fallback;
    const Json& value = required(key, expected);
    if (!value.is_number_integer() || !range.holds(value.get<double>())) failNumber(key, true, range);
    return value.get<std::int64_t>();
}

bool Fields::boolean(const std::string& key, std::optional<bool> fallback) const {
    if (fallback && !find(key)) return *fallback;
    const Json& value = required(key, "true or false");
    if (!value.is_boolean()) fail(key, "true or false");
    return value.get<bool>();
}

std::string Fields::text(const std::string& key, std::optional<std::string> fallback) const {
    if (fallback && !find(key)) return *fallback;
    const Json& value = required(key, "a text");
    if (!value.is_string()) fail(key, "a text");
    return value.get<std::string>();
}

std::string Fields::oneOf(const std::string& key, const std::vector<std::string>& allowed,
                          std::optional<std::string> fallback) const {
    if (fallback && !find(key)) return *fallback;
    const Json& value = required(key, listWords(allowed));
    const bool known =
        value.is_string() && std::find(allowed.begin(), allowed.end(), value.get<std::string>()) != allowed.end();
    if (!known) fail(key, listWords(allowed));
    return value.get<std::string>();
}

std::vector<std::string> Fields::texts(const std::string& key) const {
    const Json* value = find(key);
    if (!value) return {};
    std::vector<std::string> result;
    if (value->is_string()) {
        result.push_back(value->get<std::string>());
    } else {
        if (!value->is_array()) fail(key, "a word or a list of words");
        for (const Json& item : *value) {
            if (!item.is_string()) fail(key, "a list of words");
            result.push_back(item.get<std::string>());
        }
    }
    return result;
}

Json Fields::value(const std::string& key) const {
    const Json* value = find(key);
    return value ? *value : Json();
}

Fields Fields::map(const std::string& key) const {
    const Json* value = find(key);
    return {value ? *value : Json(), m_path.empty() ? key : m_path + "." + key, m_fail};
}

std::vector<Fields> Fields::maps(const std::string& key) const {
    const Json* value = find(key);
    if (!value) return {};
    if (!value->is_array()) fail(key, "a list, each entry with keys of its own");
    std::vector<Fields> result;
    const std::string path = m_path.empty() ? key : m_path + "." + key;
    for (std::size_t i = 0; i < value->size(); ++i)
        result.emplace_back((*value)[i], path + "." + std::to_string(i), m_fail);
    return result;
}

bool Fields::isMap(const std::string& key) const {
    const Json* value = find(key);
    return value && value->is_object();
}

std::vector<std::string> Fields::keys() const {
    std::vector<std::string> result;
    for (const auto& item : m_object.items()) result.push_back(item.key());
    return result;
}

void Fields::refuseOthers() const {
    for (const std::string& key : keys()) {
        if (std::find(m_known.begin(), m_known.end(), key) != m_known.end()) continue;
        const auto near = nearMatch(key, m_known);
        failAt(key, "unknown key \"" + key + "\"" + (m_path.empty() ? "" : " in " + m_path) + ", expected " +
                        listWords(m_known) + (near ? " (did you mean " + *near + "?)" : ""));
    }
}

void Fields::fail(const std::string& key, const std::string& expected) const {
    const auto value = m_object.find(key);
    failAt(key, key + ": expected " + expected + ", got " + describeValue(value == m_object.end() ? Json() : *value));
}

void Fields::failNumber(const std::string& key, bool isWhole, Range range) const {
    const auto value = m_object.find(key);
    const std::string got = describeValue(value == m_object.end() ? Json() : *value);
    failAt(key, key + ": expected " + (isWhole ? "a whole number" : "a number") + range.text() + ", got " + got,
           WantedNumber{isWhole, range, got});
}

void Fields::failAt(const std::string& key, const std::string& message,
                    const std::optional<WantedNumber>& wanted) const {
    m_fail(m_path.empty() ? key : m_path + "." + key, message, wanted);
    std::abort();  // it throws
}

}  // namespace lessons
