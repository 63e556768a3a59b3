// Parses JSON with a bound on its depth, because what is deep would exhaust the stack of whoever walks it.
#include "engine/files/safejson.h"

#include <algorithm>
#include <string_view>

#include "engine/core/error.h"

namespace engine {

nlohmann::ordered_json parseJson(const std::string& text, const std::string& who) {
    using Json = nlohmann::ordered_json;
    const auto bounded = [&](int depth, Json::parse_event_t, Json&) {
        if (depth > 100) throw Error(who + ": expected JSON nested at most 100 deep, got more");
        return true;
    };
    try {
        return Json::parse(text, bounded);
    } catch (const Json::parse_error& error) {
        std::size_t line = 1, column = 1;
        const std::size_t end = std::min(text.size(), error.byte > 0 ? error.byte - 1 : 0);
        for (std::size_t i = 0; i < end; ++i) {
            column = text[i] == '\n' ? 1 : column + 1;
            line += text[i] == '\n';
        }
        // Python writes these words, which JSON does not have; the parser stops within them.
        const std::size_t from = end > 9 ? end - 9 : 0;
        const std::string_view near = std::string_view(text).substr(from, 18);
        const bool notFinite = near.find("NaN") != near.npos || near.find("Infinity") != near.npos;
        throw Error(
            who + ":" + std::to_string(line) + ":" + std::to_string(column) +
            (notFinite ? ": expected a finite number, got NaN or Infinity" : ": expected JSON, got something else") +
            (end >= text.size() ? " (it ends too early)" : ""));
    } catch (const Json::exception&) {
        throw Error(who + ": expected JSON, got a number out of range");
    }
}

}  // namespace engine
