// Chooses one of many by their probabilities, bolder or more careful than they are.
#pragma once

#include <vector>

#include "engine/core/random.h"

namespace lessons {

/// p^(1/temperature), made to add up to 1 over the topK likeliest (0: over all); then by dice. Temperature 0 and topK 1
/// give the likeliest, the first of several, and throw no dice. None may be negative, and one must be above 0.
[[nodiscard]] std::size_t pickByProbability(const std::vector<double>& probabilities, double temperature, int topK,
                                            engine::Random& random);

}  // namespace lessons
