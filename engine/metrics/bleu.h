// BLEU: how much of a translation's wording stands in a person's (Papineni, Roukos, Ward and Zhu 2002).
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <vector>

namespace engine {

/// Sums over a whole corpus, as the measure is defined. With c_n the n-grams of the translations that stand in a
/// reference, each at most as often as in the reference that has most of it, and t_n all their n-grams:
///     BLEU = exp(min(0, 1 - r / c)) (c_1/t_1 c_2/t_2 c_3/t_3 c_4/t_4)^(1/4),
/// c the words of all translations, r for each the length of the reference nearest to it (the shorter of two). Nothing
/// is smoothed: without a common four-gram it is 0.
class Bleu {
 public:
    using Words = std::vector<std::string>;

    /// At least one reference.
    void add(const Words& translation, const std::vector<Words>& references);
    [[nodiscard]] double value() const;  ///< 0 .. 1

 private:
    static constexpr std::size_t kLongest = 4;
    std::array<double, kLongest> m_common{}, m_all{};
    double m_length = 0, m_referenceLength = 0;
};

}  // namespace engine
