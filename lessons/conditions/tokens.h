// The words, numbers and signs of a condition.
#pragma once

#include <string>
#include <vector>

namespace lessons {

struct Token {
    enum class Kind { Number, Word, Quoted, Sign, End };
    Kind kind = Kind::End;
    std::string text;  ///< of a quoted name without its quotes
    double number = 0;
    std::size_t from = 0, until = 0;  ///< its characters
    [[nodiscard]] bool is(const char* sign) const { return kind == Kind::Sign && text == sign; }
    [[nodiscard]] bool isWord(const char* word) const { return kind == Kind::Word && text == word; }
    /// For messages: what was got.
    [[nodiscard]] std::string shown() const;
};

/// Ends with one token of Kind::End. Throws ConditionError for a character that means nothing.
[[nodiscard]] std::vector<Token> tokensOf(const std::string& text);

}  // namespace lessons
