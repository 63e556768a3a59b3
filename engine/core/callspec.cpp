// Parsing and checking of a name with arguments.
#include "engine/core/callspec.h"

#include <algorithm>
#include <cctype>
#include <charconv>

#include "engine/core/error.h"

namespace engine {

namespace {

std::string trimmed(std::string_view text) {
    const auto isSpace = [](unsigned char c) { return std::isspace(c) != 0; };
    while (!text.empty() && isSpace(static_cast<unsigned char>(text.front()))) text.remove_prefix(1);
    while (!text.empty() && isSpace(static_cast<unsigned char>(text.back()))) text.remove_suffix(1);
    return std::string(text);
}

bool isQuote(char c) {
    return c == '"' || c == '\'';
}

std::string unquoted(const std::string& text) {
    if (text.size() >= 2 && isQuote(text.front()) && text.back() == text.front())
        return text.substr(1, text.size() - 2);
    return text;
}

/// Splits at commas that are outside brackets and quotes.
std::vector<std::string> splitList(std::string_view text) {
    std::vector<std::string> parts;
    std::string part;
    int depth = 0;
    char quote = 0;
    for (const char c : text) {
        if (quote != 0) {
            if (c == quote) quote = 0;
        } else if (isQuote(c)) {
            quote = c;
        } else if (c == '[' || c == '(') {
            ++depth;
        } else if (c == ']' || c == ')') {
            --depth;
        } else if (c == ',' && depth == 0) {
            parts.push_back(trimmed(part));
            part.clear();
            continue;
        }
        part += c;
    }
    const std::string last = trimmed(part);
    if (!last.empty() || !parts.empty()) parts.push_back(last);
    return parts;
}

/// "MeanSquaredError", "mean_squared_error" and "Mean-Squared-Error" are the same name.
std::string plainName(const std::string& name) {
    std::string plain;
    for (const char c : name) {
        if (c != '_' && c != '-') plain += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    return plain;
}

bool isNone(const std::string& value) {
    return value == "None" || value == "none" || value == "null";
}

}  // namespace

std::string listed(const std::vector<std::string>& names) {
    std::string text;
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (i > 0) text += i + 1 == names.size() ? " and " : ", ";
        text += names[i];
    }
    return text;
}

CallSpec::CallSpec(const std::string& text, std::string kind) : m_kind(std::move(kind)) {
    const std::string whole = trimmed(text);
    const std::size_t open = whole.find('(');
    m_name = trimmed(std::string_view(whole).substr(0, open));
    const auto isNameChar = [](unsigned char c) { return std::isalnum(c) != 0 || c == '_' || c == '-'; };
    if (m_name.empty() || !std::all_of(m_name.begin(), m_name.end(), isNameChar))
        throw Error(m_kind + ": expected a name such as \"name\" or \"name(key=value)\", got \"" + text + "\"");
    if (open == std::string::npos) return;
    if (whole.back() != ')')
        throw Error(m_kind + " \"" + m_name + "\": expected a closing bracket at the end of \"" + text + "\"");
    for (const std::string& part : splitList(std::string_view(whole).substr(open + 1, whole.size() - open - 2))) {
        const std::size_t equals = part.find('=');
        const std::string key = trimmed(std::string_view(part).substr(0, equals));
        if (equals == std::string::npos || key.empty()) fail("expected key=value, got \"" + part + "\"");
        if (has(key)) fail("argument \"" + key + "\" is given twice");
        m_arguments.emplace_back(key, trimmed(std::string_view(part).substr(equals + 1)));
    }
}

std::string CallSpec::choose(const std::vector<NamedChoice>& choices) const {
    const std::string wanted = plainName(m_name);
    std::vector<std::string> names;
    for (const NamedChoice& choice : choices) {
        if (plainName(choice.name) == wanted) return choice.name;
        for (const std::string& alias : choice.aliases) {
            if (plainName(alias) == wanted) return choice.name;
        }
        names.push_back(choice.name);
    }
    throw Error("unknown " + m_kind + " \"" + m_name + "\"; there is " + listed(names));
}

bool CallSpec::has(const std::string& key) const {
    return std::any_of(m_arguments.begin(), m_arguments.end(),
                       [&](const auto& argument) { return argument.first == key; });
}

bool CallSpec::isList(const std::string& key) const {
    return std::any_of(m_arguments.begin(), m_arguments.end(), [&](const auto& argument) {
        return argument.first == key && !argument.second.empty() && argument.second.front() == '[';
    });
}

std::string CallSpec::textWithout(const std::string& key) const {
    std::string arguments;
    for (const auto& [name, value] : m_arguments)
        if (name != key) arguments += (arguments.empty() ? "" : ",") + name + "=" + value;
    return arguments.empty() ? m_name : m_name + "(" + arguments + ")";
}

std::optional<std::string> CallSpec::take(const std::string& key) {
    m_known.push_back(key);
    for (const auto& [name, value] : m_arguments) {
        if (name == key && !isNone(value)) return value;
    }
    return std::nullopt;
}

double CallSpec::toNumber(const std::string& key, const std::string& value) const {
    double number = 0.0;
    const char* end = value.data() + value.size();
    const auto [stop, problem] = std::from_chars(value.data(), end, number);
    if (problem != std::errc() || stop != end) fail("argument \"" + key + "\": \"" + value + "\" is not a number");
    return number;
}

std::optional<double> CallSpec::optionalNumber(const std::string& key) {
    const auto value = take(key);
    if (!value) return std::nullopt;
    return toNumber(key, *value);
}

double CallSpec::number(const std::string& key, double fallback) {
    return optionalNumber(key).value_or(fallback);
}

double CallSpec::requiredNumber(const std::string& key) {
    const auto value = optionalNumber(key);
    if (!value) fail("argument \"" + key + "\" is missing");
    return *value;
}

bool CallSpec::flag(const std::string& key, bool fallback) {
    const auto value = take(key);
    if (!value) return fallback;
    if (*value == "true" || *value == "True" || *value == "1") return true;
    if (*value == "false" || *value == "False" || *value == "0") return false;
    fail("argument \"" + key + "\": expected true or false, got \"" + *value + "\"");
}

std::string CallSpec::word(const std::string& key, const std::string& fallback) {
    const auto value = take(key);
    return value ? unquoted(*value) : fallback;
}

std::vector<std::string> CallSpec::words(const std::string& key) {
    const auto value = take(key);
    if (!value) return {};
    if (value->size() < 2 || value->front() != '[' || value->back() != ']')
        fail("argument \"" + key + "\": expected a list in square brackets, got \"" + *value + "\"");
    std::vector<std::string> result = splitList(std::string_view(*value).substr(1, value->size() - 2));
    for (std::string& item : result) item = unquoted(item);
    return result;
}

std::vector<double> CallSpec::numbers(const std::string& key) {
    std::vector<double> result;
    for (const std::string& item : words(key)) result.push_back(toNumber(key, item));
    return result;
}

void CallSpec::finish() const {
    for (const auto& argument : m_arguments) {
        if (std::find(m_known.begin(), m_known.end(), argument.first) != m_known.end()) continue;
        fail("unknown argument \"" + argument.first + "\"; " +
             (m_known.empty() ? "there is none" : "there is " + listed(m_known)));
    }
}

void CallSpec::fail(const std::string& problem) const {
    throw Error(m_kind + " \"" + m_name + "\": " + problem);
}

}  // namespace engine
