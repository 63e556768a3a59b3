// What lower-casing needs to know of a code point.
#pragma once

#include <cstdint>

namespace engine {

/// Its lower case where that is one code point (all but U+0130), else itself.
[[nodiscard]] char32_t lowerCase(char32_t c);
/// A letter that has a case. False for those that are passed over, see below.
[[nodiscard]] bool isCased(char32_t c);
/// Marks and signs that are passed over where a word is looked for around a letter.
[[nodiscard]] bool isCaseIgnorable(char32_t c);

}  // namespace engine
