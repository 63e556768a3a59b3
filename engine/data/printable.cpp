// Escapes what a terminal would obey instead of show.
#include "engine/data/printable.h"

#include <cstdint>
#include <cstdio>

namespace engine {

namespace {

constexpr std::size_t kLongest = 2000;  // bytes of a message
constexpr std::size_t kTail = 300;      // of them behind what is left out

struct Character {
    std::uint32_t code = 0;
    std::size_t length = 0;  // bytes; 0: no UTF-8
};

/// Strict, as Unicode has it: no overlong forms, no surrogates, nothing beyond 10FFFF.
Character characterAt(std::string_view text, std::size_t i) {
    const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(text[i + k]); };
    if (byte(0) < 0x80) return {byte(0), 1};
    const std::size_t length = byte(0) >= 0xF0 ? 4 : byte(0) >= 0xE0 ? 3 : 2;
    if (byte(0) < 0xC2 || byte(0) > 0xF4 || i + length > text.size()) return {};
    std::uint32_t code = byte(0) & (0x7Fu >> length);
    for (std::size_t k = 1; k < length; ++k) {
        if ((byte(k) & 0xC0) != 0x80) return {};
        code = code << 6 | (byte(k) & 0x3Fu);
    }
    const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
    if (overlong || (code >= 0xD800 && code < 0xE000) || code > 0x10FFFF) return {};
    return {code, length};
}

bool harmless(std::uint32_t code) {
    if (code == '\n' || code == '\t') return true;
    if (code < 0x20 || (code >= 0x7F && code < 0xA0)) return false;
    if (code == 0x200E || code == 0x200F || code == 0x061C || code == 0xFEFF) return false;
    return !(code >= 0x2028 && code <= 0x202E) && !(code >= 0x2066 && code <= 0x2069);
}

std::string escape(const char* pattern, unsigned value) {
    char text[16];
    std::snprintf(text, sizeof text, pattern, value);
    return text;
}

}  // namespace

std::string printable(std::string_view text) {
    std::string result;
    result.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const Character character = characterAt(text, i);
        if (character.length == 0)
            result += escape("\\x%02x", static_cast<unsigned char>(text[i]));
        else if (harmless(character.code))
            result += text.substr(i, character.length);
        else
            result += escape(character.code < 0x80 ? "\\x%02x" : "\\u{%04x}", character.code);
        i += character.length == 0 ? 1 : character.length;
    }
    return result;
}

std::string printableLine(std::string_view text) {
    std::string line;
    if (text.size() > kLongest) {
        // Cut between characters.
        const auto inside = [&](std::size_t i) { return (static_cast<unsigned char>(text[i]) & 0xC0) == 0x80; };
        std::size_t head = kLongest - kTail, tail = text.size() - kTail;
        for (int k = 0; k < 3 && inside(head); ++k) --head;
        for (int k = 0; k < 3 && inside(tail); ++k) ++tail;
        line = printable(text.substr(0, head)) + " [...] " + printable(text.substr(tail));
    } else {
        line = printable(text);
    }
    for (char& c : line)
        if (c == '\n' || c == '\t') c = ' ';
    return line;
}

}  // namespace engine
