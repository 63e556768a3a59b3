// A fixed list of words, notes, tags or phonemes and their numbers.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/core/scalar.h"

namespace engine {

class Vocabulary {
 public:
    Vocabulary() = default;
    /// Numbers as in the list, from 0. unknown: the entry that stands for words that are not in it; empty: they are
    /// refused. Throws Error for an entry given twice and for an unknown entry that is not in the list.
    explicit Vocabulary(std::vector<std::string> words, std::string unknown = {});
    /// Every word that the sequences hold, in order of first appearance, after `first` (padding, start, end, unknown).
    [[nodiscard]] static Vocabulary of(const std::vector<std::vector<std::string>>& sequences,
                                       const std::vector<std::string>& first = {}, std::string unknown = {});

    [[nodiscard]] Index size() const { return Index(m_words.size()); }
    [[nodiscard]] const std::vector<std::string>& words() const { return m_words; }
    [[nodiscard]] bool contains(const std::string& word) const { return m_indices.contains(word); }
    /// Throws Error 'vocabulary: unknown word "foo"' where no entry stands for unknown words.
    [[nodiscard]] Index index(const std::string& word) const;
    /// Throws Error for a number outside.
    [[nodiscard]] const std::string& word(Index index) const;
    [[nodiscard]] std::vector<Index> indices(const std::vector<std::string>& sequence) const;
    [[nodiscard]] std::vector<std::string> decode(const std::vector<Index>& indices) const;

 private:
    std::vector<std::string> m_words;
    std::map<std::string, Index> m_indices;
    std::string m_unknown;
};

}  // namespace engine
