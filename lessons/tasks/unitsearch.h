// Which unit of a layer follows a property of what is read (Karpathy et al. 2015 look for such units by eye).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/core/random.h"
#include "engine/core/scalar.h"

namespace lessons {

struct FoundUnit {
    engine::Index unit = 0;
    double score = 0;         ///< |correlation| on the second half
    double shuffled = 0;      ///< the same search for the property moved elsewhere: mean over 20 moves
    engine::Index other = 0;  ///< a unit that was drawn
    double otherScore = 0;
};

/// values: a row a step, a column a unit. The unit is chosen on the first half of the rows and scored on the second, so
/// that the best of many is not just the luckiest. None where the property does not change in one of the halves.
[[nodiscard]] std::optional<FoundUnit> findUnit(const engine::Matrix& values, const std::vector<double>& property,
                                                engine::Random random);

/// By unit: |correlation| of its column with the property over rows first .. first+count-1; 0 where either is constant.
[[nodiscard]] std::vector<double> correlations(const engine::Matrix& values, const std::vector<double>& property,
                                               std::size_t first, std::size_t count);

/// Something told of every character of a text.
struct TextProperty {
    std::string id;  ///< "in_quotes", "line_position", "word_position"
    std::vector<double> values;
};
/// in_quotes: 1 from an opening quotation mark to before its closing one; a blank line closes, too. line_position:
/// characters since the line began. word_position: letters since the word began, 0 between words.
[[nodiscard]] std::vector<TextProperty> textProperties(const std::vector<std::string>& characters);

}  // namespace lessons
