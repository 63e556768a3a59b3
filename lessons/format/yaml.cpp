// YAML text to JSON: scalars by YAML 1.2's core schema, keys with their places.
#include "lessons/format/yaml.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>

#include <yaml-cpp/yaml.h>

#include "engine/core/error.h"

namespace lessons {
namespace {

constexpr int kDeepest = 32;
constexpr int kMostNodes = 100000;  // aliases may repeat a part again and again

std::string at(const std::string& file, int firstLine, const YAML::Mark& mark) {
    if (file.empty()) return {};
    return file + ":" + std::to_string(mark.line + firstLine) + ":" + std::to_string(mark.column + 1) + ": ";
}

bool digitsOnly(const std::string& text, std::size_t from) {
    return from < text.size() && text.find_first_not_of("0123456789", from) == std::string::npos;
}

Json plainScalar(const std::string& text) {
    if (text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL") return nullptr;
    if (text == "true" || text == "True" || text == "TRUE") return true;
    if (text == "false" || text == "False" || text == "FALSE") return false;
    const std::size_t sign = text[0] == '-' || text[0] == '+' ? 1 : 0;
    const char* first = text.data() + (text[0] == '+' ? 1 : 0);
    const char* last = text.data() + text.size();
    if (digitsOnly(text, sign)) {
        std::int64_t number = 0;
        if (std::from_chars(first, last, number).ec == std::errc()) return number;
    }
    const std::string unsignedText = text.substr(sign);
    if (unsignedText == ".inf" || unsignedText == ".Inf" || unsignedText == ".INF") {
        const double infinity = std::numeric_limits<double>::infinity();
        return text[0] == '-' ? -infinity : infinity;
    }
    if (text == ".nan" || text == ".NaN" || text == ".NAN") return std::numeric_limits<double>::quiet_NaN();
    // from_chars also takes "inf" and "nan", which YAML reads as words.
    if (unsignedText.find_first_of("0123456789") <= 1) {
        double number = 0;
        const auto [end, error] = std::from_chars(first, last, number);
        if (error == std::errc() && end == last) return number;
    }
    return text;
}

class Converter {
 public:
    Converter(const std::string& text, const std::string& file, int firstLine)
        : m_text(text), m_file(file), m_firstLine(firstLine) {}

    Json convert(const YAML::Node& node, const std::string& path, int depth) {
        if (depth > kDeepest) fail(node, "nested deeper than " + std::to_string(kDeepest) + " levels");
        if (++m_nodes > kMostNodes) fail(node, "more than " + std::to_string(kMostNodes) + " values");
        switch (node.Type()) {
            case YAML::NodeType::Undefined:
            case YAML::NodeType::Null:
                return nullptr;
            case YAML::NodeType::Scalar:
                rememberValue(path, node.Mark());
                if (node.Tag() != "!") return plainScalar(node.Scalar());
                checkQuote(node);
                return node.Scalar();
            case YAML::NodeType::Sequence:
                return list(node, path, depth);
            case YAML::NodeType::Map:
                return map(node, path, depth);
        }
        return nullptr;
    }

    std::map<std::string, Position> positions, values;

 private:
    [[noreturn]] void fail(const YAML::Node& node, const std::string& message) const {
        throw engine::Error(at(m_file, m_firstLine, node.Mark()) + message);
    }

    /// yaml-cpp takes a quote that is never closed for one that ends with the text.
    void checkQuote(const YAML::Node& node) const {
        const std::size_t start = static_cast<std::size_t>(std::max(node.Mark().pos, 0));
        if (start >= m_text.size() || (m_text[start] != '"' && m_text[start] != '\'')) return;
        for (std::size_t i = start + 1; i < m_text.size(); ++i) {
            if (m_text[i] == '\\' && m_text[start] == '"')
                ++i;
            else if (m_text[i] == m_text[start])
                return;
        }
        fail(node, "not YAML: the quote is not closed");
    }

    void remember(const std::string& path, const YAML::Mark& mark) {
        positions[path] = {mark.line + m_firstLine, mark.column + 1};
    }

    void rememberValue(const std::string& path, const YAML::Mark& mark) {
        const std::size_t start = static_cast<std::size_t>(std::max(mark.pos, 0));
        const bool quoted = start < m_text.size() && (m_text[start] == '"' || m_text[start] == '\'');
        values[path] = {mark.line + m_firstLine, mark.column + (quoted ? 2 : 1)};
    }

    Json list(const YAML::Node& node, const std::string& path, int depth) {
        Json result = Json::array();
        for (const YAML::Node& item : node) {
            const std::string number = std::to_string(result.size());
            const std::string itemPath = path.empty() ? number : path + "." + number;
            remember(itemPath, item.Mark());
            result.push_back(convert(item, itemPath, depth + 1));
        }
        return result;
    }

    Json map(const YAML::Node& node, const std::string& path, int depth) {
        Json result = Json::object();
        for (const auto& entry : node) {
            if (!entry.first.IsScalar()) fail(entry.first, "expected a word as key, got a list or a map");
            const std::string& key = entry.first.Scalar();
            if (key.empty() || key.find('.') != std::string::npos)
                fail(entry.first, "expected a key without a dot, got \"" + key + "\"");
            if (result.contains(key)) fail(entry.first, "key \"" + key + "\" is given twice");
            const std::string keyPath = path.empty() ? key : path + "." + key;
            remember(keyPath, entry.first.Mark());
            result[key] = convert(entry.second, keyPath, depth + 1);
        }
        return result;
    }

    const std::string& m_text;
    const std::string& m_file;
    int m_firstLine;
    int m_nodes = 0;
};

}  // namespace

YamlDocument readYaml(const std::string& text, const std::string& file, int firstLine) {
    try {
        Converter converter(text, file, firstLine);
        Json value = converter.convert(YAML::Load(text), {}, 0);
        return {std::move(value), std::move(converter.positions), std::move(converter.values)};
    } catch (const YAML::Exception& error) {
        throw engine::Error(at(file, firstLine, error.mark) + "not YAML: " + error.msg);
    }
}

Json readYamlValue(const std::string& text, const std::string& path) {
    try {
        return readYaml(text, {}, 1).value;
    } catch (const engine::Error& error) {
        throw SettingError(path, error.what());
    }
}

std::string describeValue(const Json& value) {
    if (value.is_null()) return "nothing";
    if (value.is_array()) return "a list";
    if (value.is_object()) return "a map";
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace lessons
