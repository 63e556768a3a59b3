// UTF-8 texts by code point.
#include "engine/data/utf8.h"

#include "engine/data/unicodecase.h"

namespace engine {
namespace {

constexpr char32_t kNone = 0xFFFFFFFF;

/// Bytes of the character that starts at i; 1 where the bytes are no UTF-8.
std::size_t characterLength(const std::string& text, std::size_t i) {
    const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(text[k]); };
    const std::size_t length = byte(i) >= 0xF0 ? 4 : byte(i) >= 0xE0 ? 3 : byte(i) >= 0xC0 ? 2 : 1;
    if (i + length > text.size()) return 1;
    for (std::size_t k = 1; k < length; ++k)
        if ((byte(i + k) & 0xC0) != 0x80) return 1;
    return length;
}

constexpr char32_t kCapitalSigma = 0x3A3, kSigma = 0x3C3, kFinalSigma = 0x3C2;
constexpr char32_t kCapitalIWithDot = 0x130, kDotAbove = 0x307;

/// The code point of a character; what is no UTF-8 (one byte from 0x80 on) is none.
char32_t codePoint(const std::string& character) {
    const auto byte = [&](std::size_t k) { return static_cast<char32_t>(static_cast<unsigned char>(character[k])); };
    switch (character.size()) {
        case 2:
            return (byte(0) & 0x1F) << 6 | (byte(1) & 0x3F);
        case 3:
            return (byte(0) & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F);
        case 4:
            return (byte(0) & 0x07) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 | (byte(3) & 0x3F);
        default:
            return byte(0) < 0x80 ? byte(0) : kNone;
    }
}

}  // namespace

void appendUtf8(std::string& text, char32_t c) {
    const auto tail = [&](int shift) { text += static_cast<char>(0x80 | (c >> shift & 0x3F)); };
    if (c < 0x80) {
        text += static_cast<char>(c);
    } else if (c < 0x800) {
        text += static_cast<char>(0xC0 | c >> 6);
        tail(0);
    } else if (c < 0x10000) {
        text += static_cast<char>(0xE0 | c >> 12);
        tail(6);
        tail(0);
    } else {
        text += static_cast<char>(0xF0 | c >> 18);
        tail(12);
        tail(6);
        tail(0);
    }
}

std::vector<std::string> utf8Characters(const std::string& text) {
    std::vector<std::string> characters;
    for (std::size_t i = 0; i < text.size(); i += characters.back().size())
        characters.push_back(text.substr(i, characterLength(text, i)));
    return characters;
}

// A capital sigma becomes ς at the end of a word (Unicode's Final_Sigma): a letter with a case before it and none
// behind, over marks on the way.
std::string utf8Lower(const std::string& text) {
    const std::vector<std::string> characters = utf8Characters(text);
    std::vector<char32_t> points;
    points.reserve(characters.size());
    for (const std::string& character : characters) points.push_back(codePoint(character));
    // By place: the next character behind it that is not passed over has a case.
    std::vector<bool> casedBehind(points.size(), false);
    bool cased = false;
    for (std::size_t i = points.size(); i-- > 0;) {
        casedBehind[i] = cased;
        if (points[i] == kNone || !isCaseIgnorable(points[i])) cased = points[i] != kNone && isCased(points[i]);
    }
    std::string result;
    result.reserve(text.size());
    bool casedBefore = false;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const char32_t c = points[i];
        if (c == kNone) {
            result += characters[i];
        } else if (c == kCapitalSigma) {
            appendUtf8(result, casedBefore && !casedBehind[i] ? kFinalSigma : kSigma);
        } else if (c == kCapitalIWithDot) {
            appendUtf8(result, U'i');
            appendUtf8(result, kDotAbove);
        } else if (const char32_t lower = lowerCase(c); lower != c) {
            appendUtf8(result, lower);
        } else {
            result += characters[i];
        }
        if (c == kNone || !isCaseIgnorable(c)) casedBefore = c != kNone && isCased(c);
    }
    return result;
}

}  // namespace engine
