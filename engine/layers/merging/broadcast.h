// Shapes that differ by axes of one number, as NumPy puts them together.
#pragma once

#include <string>

#include "engine/core/tensor.h"

namespace engine {

/// The shape that both have once they are spread; a vector beside a sequence is one step. Throws Error with `who`.
[[nodiscard]] Shape broadcast(const Shape& a, const Shape& b, const std::string& who);
/// [from.steps*batch x from.features] to [to.steps*batch x to.features].
[[nodiscard]] Matrix spread(const Matrix& values, const Shape& from, const Shape& to, Index batch);
/// Backward: the sums over what one number was spread to.
[[nodiscard]] Matrix gathered(const Matrix& gradient, const Shape& from, const Shape& to, Index batch);

}  // namespace engine
