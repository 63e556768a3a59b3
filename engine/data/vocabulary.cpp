// A fixed list of words and their numbers.
#include "engine/data/vocabulary.h"

#include <utility>

#include "engine/core/error.h"

namespace engine {

Vocabulary::Vocabulary(std::vector<std::string> words, std::string unknown)
    : m_words(std::move(words)), m_unknown(std::move(unknown)) {
    for (std::size_t i = 0; i < m_words.size(); ++i)
        if (!m_indices.emplace(m_words[i], Index(i)).second)
            throw Error("vocabulary: \"" + m_words[i] + "\" is given twice");
    if (!m_unknown.empty() && !contains(m_unknown))
        throw Error("vocabulary: expected the entry for unknown words \"" + m_unknown + "\" in the list");
}

Vocabulary Vocabulary::of(const std::vector<std::vector<std::string>>& sequences, const std::vector<std::string>& first,
                          std::string unknown) {
    std::vector<std::string> words = first;
    std::map<std::string, bool> seen;
    for (const std::string& word : first) seen[word] = true;
    for (const auto& sequence : sequences)
        for (const std::string& word : sequence)
            if (!std::exchange(seen[word], true)) words.push_back(word);
    return Vocabulary(std::move(words), std::move(unknown));
}

Index Vocabulary::index(const std::string& word) const {
    const auto found = m_indices.find(word);
    if (found != m_indices.end()) return found->second;
    if (m_unknown.empty())
        throw Error("vocabulary: unknown word \"" + word + "\", expected one of " + std::to_string(m_words.size()));
    return m_indices.at(m_unknown);
}

const std::string& Vocabulary::word(Index index) const {
    if (index < 0 || index >= size())
        throw Error("vocabulary: expected a number from 0 to " + std::to_string(size() - 1) + ", got " +
                    std::to_string(index));
    return m_words[std::size_t(index)];
}

std::vector<Index> Vocabulary::indices(const std::vector<std::string>& sequence) const {
    std::vector<Index> result;
    result.reserve(sequence.size());
    for (const std::string& entry : sequence) result.push_back(index(entry));
    return result;
}

std::vector<std::string> Vocabulary::decode(const std::vector<Index>& indices) const {
    std::vector<std::string> result;
    result.reserve(indices.size());
    for (const Index index : indices) result.push_back(word(index));
    return result;
}

}  // namespace engine
