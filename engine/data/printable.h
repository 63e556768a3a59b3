// Text out of files, made fit for a terminal and a message.
#pragma once

#include <string>
#include <string_view>

namespace engine {

/// Bytes that are no UTF-8 as \xNN; control characters, and those that turn the direction of writing or break lines, as
/// \xNN or \u{NNNN}. Line feeds and tabs stay.
[[nodiscard]] std::string printable(std::string_view text);

/// printable() on one line: line feeds and tabs become blanks, and of what is very long the middle is left out.
[[nodiscard]] std::string printableLine(std::string_view text);

}  // namespace engine
