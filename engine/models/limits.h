// How much a model may take. Sizes are asked for by small files; they are checked before anything is allocated.
#pragma once

#include <string>
#include <vector>

#include "engine/layers/layer.h"

namespace engine {

// In numbers of four bytes. A pass holds each number up to twice (values and gradients), so that a small file takes
// less than 1 GB: 128 MB a sample, 512 MB a pass, 512 MB of weights, which must lie in the file.
constexpr double kMostOfSample = 1 << 25;
constexpr double kMostOfPass = 1 << 27;
constexpr double kMostParameters = 1 << 27;
constexpr double kMostOutputs = 1 << 26;

/// "33554432": a count for a message, also where it is beyond any integer ("1.2e+19").
[[nodiscard]] std::string countText(double count);

/// Throws Error "who: expected at most ... numbers a sample, got shape (None, ...)".
void checkSampleSize(const std::string& who, const Shape& shape);

/// What a call of a layer holds of one sample. Its inputs are counted, too: a value that several read is copied for
/// each.
[[nodiscard]] double numbersOfNode(const Layer& layer, const std::vector<Shape>& inputs,
                                   const std::vector<Shape>& outputs);

}  // namespace engine
