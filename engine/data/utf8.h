// UTF-8 texts by code point.
#pragma once

#include <string>
#include <vector>

namespace engine {

/// The characters of a text, each as its own UTF-8 string. A byte that is no UTF-8 is a character by itself.
[[nodiscard]] std::vector<std::string> utf8Characters(const std::string& text);

/// Lower case of ASCII, Latin-1, Latin Extended-A, Greek and Cyrillic letters that have a one-letter lower case.
[[nodiscard]] std::string utf8Lower(const std::string& text);

}  // namespace engine
