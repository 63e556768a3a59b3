// Which steps a window over time reads: the arithmetic that convolution and pooling share.
#pragma once

#include <string>

#include "engine/core/tensor.h"

namespace engine {

enum class Padding { Valid, Same, Causal };

/// "valid", "same", "causal"; throws Error with `who`.
[[nodiscard]] Padding paddingFromName(const std::string& name, const std::string& who);
[[nodiscard]] std::string paddingName(Padding padding);

struct Windows {
    Index size = 1, strides = 1, dilation = 1;
    Padding padding = Padding::Valid;

    /// From the first to the last step that a window reads, and one.
    [[nodiscard]] Index reach() const { return (size - 1) * dilation + 1; }
    /// How many windows there are; kVariable for an open length. Throws Error with `who` where there is none.
    [[nodiscard]] Index count(Index steps, const std::string& who) const;
    /// The step that the first window's first place reads, 0 or below.
    [[nodiscard]] Index start(Index steps) const;
};

}  // namespace engine
