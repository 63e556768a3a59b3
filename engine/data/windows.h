// Windows over a series: the last lookBack values are the input, the next one is the target.
#pragma once

#include <string>
#include <vector>

#include "engine/core/tensor.h"

namespace engine {

/// Window k is series[k .. k+lookBack-1], its target series[k+lookBack].
struct Windows {
    Tensor inputs;   ///< (windows, lookBack, 1), time-major: row t*windows + k is series[first + k + t]
    Tensor targets;  ///< (windows, 1)
};

/// How many windows a series of this length has. Throws Error naming `name` where it is empty or not longer than a
/// window.
[[nodiscard]] Index windowCount(std::size_t length, Index lookBack, const std::string& name);

/// Windows first .. first+count-1. Throws Error naming `name` for NaN in the series and windows beyond its end.
[[nodiscard]] Windows makeWindows(const std::vector<double>& series, Index lookBack, Index first, Index count,
                                  const std::string& name);

/// A series cut into pieces of the same length one after the other, (pieces, steps, 1); a rest that fills none is left
/// out.
[[nodiscard]] Tensor cutSeries(const std::vector<double>& series, Index steps, const std::string& name);

}  // namespace engine
