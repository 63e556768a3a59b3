// Cuts a condition into its words, numbers and signs.
#include "lessons/conditions/tokens.h"

#include <cctype>
#include <charconv>
#include <cmath>

#include "lessons/conditions/condition.h"

namespace lessons {
namespace {

bool isLetter(char c) {
    return std::isalpha(static_cast<unsigned char>(c)) || c == '_';
}
bool isDigit(char c) {
    return std::isdigit(static_cast<unsigned char>(c));
}

/// The longest of the signs that begins here; 0: none.
std::size_t signLength(const std::string& text, std::size_t at) {
    for (const char* sign : {"<=", ">=", "==", "!="})
        if (text.compare(at, 2, sign) == 0) return 2;
    return std::string("<>=+-*/()[],:").find(text[at]) == std::string::npos ? 0 : 1;
}

}  // namespace

std::string Token::shown() const {
    return kind == Kind::End ? "the end" : "\"" + text + "\"";
}

std::vector<Token> tokensOf(const std::string& text) {
    std::vector<Token> tokens;
    std::size_t at = 0;
    const auto add = [&](Token::Kind kind, std::size_t until) -> Token& {
        tokens.push_back({kind, text.substr(at, until - at), 0, at, until});
        at = until;
        return tokens.back();
    };
    while (at < text.size()) {
        const char c = text[at];
        if (std::isspace(static_cast<unsigned char>(c))) {
            ++at;
        } else if (isDigit(c) || (c == '.' && at + 1 < text.size() && isDigit(text[at + 1]))) {
            double number = 0;
            const auto parsed = std::from_chars(text.data() + at, text.data() + text.size(), number);
            const auto end = static_cast<std::size_t>(parsed.ptr - text.data());
            if (parsed.ec != std::errc() || (end < text.size() && isLetter(text[end])))
                throw ConditionError(at + 1,
                                     "expected a number such as 0.9, got \"" + text.substr(at, end - at + 1) + "\"");
            add(Token::Kind::Number, end).number = number;
        } else if (isLetter(c)) {
            std::size_t end = at;
            while (end < text.size() && (isLetter(text[end]) || isDigit(text[end]))) ++end;
            add(Token::Kind::Word, end);
        } else if (c == '"' || c == '\'') {
            const std::size_t close = text.find(c, at + 1);
            if (close == std::string::npos) throw ConditionError(at + 1, "the quote is not closed");
            Token& quoted = add(Token::Kind::Quoted, close + 1);
            quoted.text = quoted.text.substr(1, quoted.text.size() - 2);
        } else if (const std::size_t length = signLength(text, at); length > 0) {
            add(Token::Kind::Sign, at + length);
        } else {
            // A character of several bytes is shown whole.
            std::size_t end = at + 1;
            while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) ++end;
            throw ConditionError(at + 1, "\"" + text.substr(at, end - at) + "\" means nothing in a condition");
        }
    }
    add(Token::Kind::End, text.size());
    return tokens;
}

}  // namespace lessons
