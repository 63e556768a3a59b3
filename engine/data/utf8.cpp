// UTF-8 texts by code point.
#include "engine/data/utf8.h"

#include <cstdint>

namespace engine {
namespace {

/// Bytes of the character that starts at i; 1 where the bytes are no UTF-8.
std::size_t characterLength(const std::string& text, std::size_t i) {
    const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(text[k]); };
    const std::size_t length = byte(i) >= 0xF0 ? 4 : byte(i) >= 0xE0 ? 3 : byte(i) >= 0xC0 ? 2 : 1;
    if (i + length > text.size()) return 1;
    for (std::size_t k = 1; k < length; ++k)
        if ((byte(i + k) & 0xC0) != 0x80) return 1;
    return length;
}

/// Letters with a lower case in two bytes of UTF-8, by Unicode's tables.
std::uint32_t lowerCase(std::uint32_t c) {
    if (c >= 0xC0 && c <= 0xDE && c != 0xD7) return c + 32;  // Latin-1
    const bool even = (c >= 0x100 && c <= 0x137 && c != 0x130) || (c >= 0x14A && c <= 0x177);
    if (even) return c % 2 == 0 ? c + 1 : c;  // Latin Extended-A, pairs from an even one
    const bool odd = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E);
    if (odd) return c % 2 == 1 ? c + 1 : c;  // ... and from an odd one
    if (c == 0x178) return 0xFF;
    if (c == 0x386) return 0x3AC;  // Greek with tonos
    if (c >= 0x388 && c <= 0x38A) return c + 37;
    if (c == 0x38C) return 0x3CC;
    if (c == 0x38E || c == 0x38F) return c + 63;
    if (c >= 0x391 && c <= 0x3AB && c != 0x3A2) return c + 32;  // Greek
    if (c >= 0x400 && c <= 0x40F) return c + 80;                // Cyrillic
    if (c >= 0x410 && c <= 0x42F) return c + 32;
    return c;
}

}  // namespace

std::vector<std::string> utf8Characters(const std::string& text) {
    std::vector<std::string> characters;
    for (std::size_t i = 0; i < text.size(); i += characters.back().size())
        characters.push_back(text.substr(i, characterLength(text, i)));
    return characters;
}

std::string utf8Lower(const std::string& text) {
    std::string result;
    result.reserve(text.size());
    for (const std::string& character : utf8Characters(text)) {
        if (character.size() == 1) {
            const char c = character[0];
            result += c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c;
        } else if (character.size() == 2) {
            const auto byte = [&](std::size_t k) { return std::uint32_t(static_cast<unsigned char>(character[k])); };
            const std::uint32_t lower = lowerCase((byte(0) & 0x1F) << 6 | (byte(1) & 0x3F));
            result += char(0xC0 | lower >> 6);
            result += char(0x80 | (lower & 0x3F));
        } else {
            result += character;
        }
    }
    return result;
}

}  // namespace engine
