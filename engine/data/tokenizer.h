// Text to numbers as Keras's legacy Tokenizer does it: words numbered from 1 by falling count.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/scalar.h"

namespace engine {

struct TokenizerOptions {
    Index numWords = 0;                                             ///< only words numbered below it are used; 0: all
    std::string filters = "!\"#$%&()*+,-./:;<=>?@[\\]^_`{|}~\t\n";  ///< each becomes the split text
    bool lower = true;
    std::string split = " ";
    bool charLevel = false;  ///< every character is a word; filters are not applied, as in Keras
    std::string oovToken;    ///< stands for unknown words and is number 1; empty: unknown words are dropped
};

/// Number 0 is nobody's: it is the padding. Equal counts go by first appearance. Texts are UTF-8; lower case is by code
/// point for Latin, Greek and Cyrillic letters.
class Tokenizer {
 public:
    explicit Tokenizer(TokenizerOptions options = {});

    /// Counts the words; may be called again, the counts add up and the numbers are given anew.
    void fit(const std::vector<std::string>& texts);
    /// Keras's texts_to_sequences.
    [[nodiscard]] std::vector<std::vector<Index>> sequences(const std::vector<std::string>& texts) const;
    /// The words of one text, before any number: Keras's text_to_word_sequence.
    [[nodiscard]] std::vector<std::string> words(const std::string& text) const;

    /// Number of a word; nothing where it is unknown. numWords is not applied, as in Keras's word_index.
    [[nodiscard]] std::optional<Index> indexOf(const std::string& word) const;
    /// Words by number, Keras's index_word; [0] is empty. Its size is what an Embedding needs: the highest number + 1.
    [[nodiscard]] const std::vector<std::string>& indexWord() const { return m_words; }
    [[nodiscard]] Index count(const std::string& word) const;

 private:
    TokenizerOptions m_options;
    std::vector<std::string> m_seen;  ///< in order of first appearance
    std::map<std::string, Index> m_counts;
    std::vector<std::string> m_words{""};
    std::map<std::string, Index> m_indices;
};

}  // namespace engine
