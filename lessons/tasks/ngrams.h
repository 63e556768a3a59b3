// The baseline of a model of characters: counts of what followed the last one or two.
#pragma once

#include <vector>

#include "engine/core/scalar.h"

namespace lessons {

/// The mean of -log2 p over `text`, with the counts of `training`, where p looks at `context` symbols before. Shorter
/// contexts fill in for what was never seen (Witten and Bell's interpolation), and all symbols alike for those.
[[nodiscard]] double ngramBits(const std::vector<engine::Index>& training, const std::vector<engine::Index>& text,
                               engine::Index symbols, std::size_t context);

}  // namespace lessons
