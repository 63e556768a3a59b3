// Text to numbers as Keras's legacy Tokenizer does it.
#include "engine/data/tokenizer.h"

#include <algorithm>

#include "engine/core/error.h"
#include "engine/data/utf8.h"

namespace engine {

Tokenizer::Tokenizer(TokenizerOptions options) : m_options(std::move(options)) {
    if (m_options.split.empty() && !m_options.charLevel)
        throw Error("tokenizer: expected a text to split at, got an empty one");
    if (m_options.numWords < 0)
        throw Error("tokenizer: expected num_words of at least 0, got " + std::to_string(m_options.numWords));
}

std::vector<std::string> Tokenizer::words(const std::string& text) const {
    const std::string cased = m_options.lower ? utf8Lower(text) : text;
    if (m_options.charLevel) return utf8Characters(cased);
    // A filtered character becomes the split text first, and only then is the text split, as Keras does.
    const std::vector<std::string> filters = utf8Characters(m_options.filters);
    std::string clean;
    for (const std::string& character : utf8Characters(cased))
        clean += std::find(filters.begin(), filters.end(), character) == filters.end() ? character : m_options.split;

    std::vector<std::string> result;
    for (std::size_t from = 0; from <= clean.size();) {
        const std::size_t to = std::min(clean.find(m_options.split, from), clean.size());
        if (to > from) result.push_back(clean.substr(from, to - from));
        from = to + m_options.split.size();
    }
    return result;
}

void Tokenizer::fit(const std::vector<std::string>& texts) {
    for (const std::string& text : texts) {
        for (const std::string& word : words(text)) {
            if (++m_counts[word] == 1) m_seen.push_back(word);
        }
    }
    std::vector<std::string> ordered = m_seen;
    std::stable_sort(ordered.begin(), ordered.end(),
                     [&](const std::string& a, const std::string& b) { return m_counts.at(a) > m_counts.at(b); });
    m_words = {""};
    if (!m_options.oovToken.empty()) m_words.push_back(m_options.oovToken);
    m_words.insert(m_words.end(), ordered.begin(), ordered.end());
    m_indices.clear();
    for (std::size_t i = 1; i < m_words.size(); ++i) m_indices[m_words[i]] = Index(i);
    // A text that holds the oov token itself: the later number wins and 1 is nobody's, as in the dict that Keras
    // builds.
    if (!m_options.oovToken.empty() && m_indices.at(m_options.oovToken) != 1) m_words[1].clear();
}

std::vector<std::vector<Index>> Tokenizer::sequences(const std::vector<std::string>& texts) const {
    const std::optional<Index> unknown = m_options.oovToken.empty() ? std::nullopt : indexOf(m_options.oovToken);
    std::vector<std::vector<Index>> result;
    for (const std::string& text : texts) {
        std::vector<Index>& sequence = result.emplace_back();
        for (const std::string& word : words(text)) {
            const std::optional<Index> index = indexOf(word);
            const bool used = index && (m_options.numWords == 0 || *index < m_options.numWords);
            if (used)
                sequence.push_back(*index);
            else if (unknown)
                sequence.push_back(*unknown);
        }
    }
    return result;
}

std::optional<Index> Tokenizer::indexOf(const std::string& word) const {
    const auto found = m_indices.find(word);
    return found == m_indices.end() ? std::nullopt : std::optional(found->second);
}

Index Tokenizer::count(const std::string& word) const {
    const auto found = m_counts.find(word);
    return found == m_counts.end() ? 0 : found->second;
}

}  // namespace engine
