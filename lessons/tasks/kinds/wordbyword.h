// The baseline of translation: a dictionary that is counted from the training pairs.
#pragma once

#include <map>

#include "lessons/tasks/kinds/pairfile.h"

namespace lessons {

/// Each word becomes the one word of the other language that keeps it company most, wherever it stands: the one with
/// the largest 2 n(s, t) / (n(s) + n(t)) (Dice 1945), n the number of pairs that have a word, or both. It knows words,
/// and neither order nor agreement.
class WordByWord {
 public:
    explicit WordByWord(const std::vector<SentencePair>& training);
    /// Words that training has not are left out.
    [[nodiscard]] Words translation(const Words& source) const;

 private:
    std::map<std::string, std::string> m_words;
};

}  // namespace lessons
