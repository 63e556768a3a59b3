// Sentences and their translations in a text file, and how they are taken apart.
#pragma once

#include <string>
#include <vector>

namespace lessons {

using Words = std::vector<std::string>;

struct SentencePair {
    std::string text;  ///< the source as it is written
    Words source, target;
};

/// Words and signs of a sentence, each a token, in small letters: an apostrophe or a hyphen inside a word belongs to it
/// ("o'clock"); every other sign stands alone ("¿", "?").
[[nodiscard]] Words wordsAndSigns(const std::string& text);

/// A line has a sentence, a tab and its translation; a third cell, where Tatoeba and Anki name the authors, is passed
/// over. Four cells with numbers before the sentences are Tatoeba's own form. Empty lines count for nothing. Throws
/// engine::Error "pairs.tsv:14: ...".
[[nodiscard]] std::vector<SentencePair> readPairs(const std::string& path, const std::string& name);

}  // namespace lessons
