// UTF-8 texts by code point.
#pragma once

#include <string>
#include <vector>

namespace engine {

/// The characters of a text, each as its own UTF-8 string. A byte that is no UTF-8 is a character by itself.
[[nodiscard]] std::vector<std::string> utf8Characters(const std::string& text);

/// The UTF-8 of a code point at the end of a text.
void appendUtf8(std::string& text, char32_t c);

/// Python's str.lower: every letter that Unicode gives a lower case; Σ at the end of a word is ς.
[[nodiscard]] std::string utf8Lower(const std::string& text);

}  // namespace engine
