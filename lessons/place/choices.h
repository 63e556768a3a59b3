// Words to choose from, in messages.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace lessons {

/// The word that may have been meant, or nothing: two letters, or a third of a long word, may differ.
[[nodiscard]] std::optional<std::string> nearMatch(const std::string& word, const std::vector<std::string>& known);
/// "a, b or c"
[[nodiscard]] std::string listWords(const std::vector<std::string>& words);

}  // namespace lessons
