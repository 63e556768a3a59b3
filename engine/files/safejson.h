// JSON from files that nobody vouches for.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

namespace engine {

/// Throws Error "who:line:column: ..." for what is not JSON, is nested deeper than 100 or has a key twice.
[[nodiscard]] nlohmann::ordered_json parseJson(const std::string& text, const std::string& who);

}  // namespace engine
