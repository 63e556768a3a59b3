// Counts which words stand in the same pairs.
#include "lessons/tasks/kinds/wordbyword.h"

#include <set>

namespace lessons {

WordByWord::WordByWord(const std::vector<SentencePair>& training) {
    std::map<std::string, double> sources, targets;
    std::map<std::string, std::map<std::string, double>> both;
    for (const SentencePair& pair : training) {
        const std::set<std::string> source(pair.source.begin(), pair.source.end());
        const std::set<std::string> target(pair.target.begin(), pair.target.end());
        for (const std::string& t : target) ++targets[t];
        for (const std::string& s : source) {
            ++sources[s];
            for (const std::string& t : target) ++both[s][t];
        }
    }
    for (const auto& [s, together] : both) {
        double best = 0;
        for (const auto& [t, count] : together) {
            const double dice = 2 * count / (sources[s] + targets[t]);
            if (dice <= best) continue;
            best = dice;
            m_words[s] = t;
        }
    }
}

Words WordByWord::translation(const Words& source) const {
    Words words;
    for (const std::string& word : source)
        if (const auto found = m_words.find(word); found != m_words.end()) words.push_back(found->second);
    return words;
}

}  // namespace lessons
