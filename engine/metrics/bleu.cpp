// BLEU: n-grams counted and clipped.
#include "engine/metrics/bleu.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace engine {

namespace {

using Counts = std::map<Bleu::Words, int>;

Counts gramsOf(const Bleu::Words& words, std::size_t n) {
    Counts counts;
    for (std::size_t first = 0; first + n <= words.size(); ++first) {
        const auto from = words.begin() + static_cast<std::ptrdiff_t>(first);
        ++counts[Bleu::Words(from, from + static_cast<std::ptrdiff_t>(n))];
    }
    return counts;
}

}  // namespace

void Bleu::add(const Words& translation, const std::vector<Words>& references) {
    for (std::size_t n = 1; n <= kLongest; ++n) {
        Counts most;
        for (const Words& reference : references)
            for (const auto& [gram, count] : gramsOf(reference, n)) most[gram] = std::max(most[gram], count);
        for (const auto& [gram, count] : gramsOf(translation, n)) {
            const auto found = most.find(gram);
            if (found != most.end()) m_common[n - 1] += std::min(count, found->second);
            m_all[n - 1] += count;
        }
    }
    const auto far = [&](const Words& reference) {
        const std::size_t a = reference.size(), b = translation.size();
        return std::pair(a > b ? a - b : b - a, a);
    };
    const auto nearest = std::min_element(references.begin(), references.end(),
                                          [&](const Words& a, const Words& b) { return far(a) < far(b); });
    m_length += static_cast<double>(translation.size());
    m_referenceLength += static_cast<double>(nearest->size());
}

double Bleu::value() const {
    double logs = 0.0;
    for (std::size_t n = 0; n < kLongest; ++n) {
        if (m_common[n] == 0.0) return 0.0;
        logs += std::log(m_common[n] / m_all[n]);
    }
    return std::exp(std::min(0.0, 1.0 - m_referenceLength / m_length) + logs / kLongest);
}

}  // namespace engine
