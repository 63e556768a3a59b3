// How likely a token is behind another, counted.
#pragma once

#include <map>
#include <vector>

#include "engine/core/scalar.h"

namespace lessons {

/// Token a is followed by b with (n(a,b) + k(a) p(b)) / (n(a) + k(a)): n are counts, k(a) is how many different tokens
/// have followed a, and p(b) = (n(b) + 1) / (n + V) is how common b is among V tokens (Witten and Bell's smoothing).
class Bigram {
 public:
    /// vocabulary: V, how many different tokens may come.
    explicit Bigram(engine::Index vocabulary) : m_vocabulary(vocabulary) {}

    void count(const std::vector<engine::Index>& sequence);
    [[nodiscard]] double probability(engine::Index token) const;
    [[nodiscard]] double probability(engine::Index before, engine::Index token) const;
    /// What has followed most often; the commonest token of all behind one that was never seen.
    [[nodiscard]] engine::Index favourite(engine::Index before) const;

 private:
    using Counts = std::map<engine::Index, double>;
    engine::Index m_vocabulary;
    double m_all = 0;
    Counts m_counts;
    std::map<engine::Index, Counts> m_following;
};

}  // namespace lessons
