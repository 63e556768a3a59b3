// Counts pairs.
#include "lessons/tasks/kinds/bigram.h"

#include <algorithm>

namespace lessons {
namespace {

using Counts = std::map<engine::Index, double>;

double countOf(const Counts& counts, engine::Index token) {
    const auto found = counts.find(token);
    return found == counts.end() ? 0 : found->second;
}

/// The smallest of several that are equal.
engine::Index commonest(const Counts& counts) {
    const auto most = std::max_element(counts.begin(), counts.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    return most == counts.end() ? 0 : most->first;
}

}  // namespace

void Bigram::count(const std::vector<engine::Index>& sequence) {
    for (std::size_t i = 0; i < sequence.size(); ++i) {
        ++m_counts[sequence[i]];
        ++m_all;
        if (i > 0) ++m_following[sequence[i - 1]][sequence[i]];
    }
}

double Bigram::probability(engine::Index token) const {
    return (countOf(m_counts, token) + 1) / (m_all + double(m_vocabulary));
}

double Bigram::probability(engine::Index before, engine::Index token) const {
    const auto found = m_following.find(before);
    if (found == m_following.end()) return probability(token);
    double all = 0;
    for (const auto& [next, times] : found->second) all += times;
    const auto kinds = double(found->second.size());
    return (countOf(found->second, token) + kinds * probability(token)) / (all + kinds);
}

engine::Index Bigram::favourite(engine::Index before) const {
    const auto found = m_following.find(before);
    return commonest(found == m_following.end() ? m_counts : found->second);
}

}  // namespace lessons
