// keras.utils.pad_sequences: token sequences of different lengths brought to one.
#pragma once

#include <string>
#include <vector>

#include "engine/core/tensor.h"

namespace engine {

/// Where padding is added, or too long a sequence is cut.
enum class Side { Pre, Post };
/// "pre" or "post"; throws Error naming these.
[[nodiscard]] Side sideFromName(const std::string& name);

struct Padding {
    Index length = 0;  ///< 0: of the longest sequence
    Side padding = Side::Pre;
    Side truncating = Side::Pre;
    Index value = 0;
};

/// Keras's pad_sequences, item for item.
[[nodiscard]] std::vector<std::vector<Index>> padSequences(const std::vector<std::vector<Index>>& sequences,
                                                           const Padding& padding = {});

/// Padded token numbers as an Embedding's input: rank 2, (sequences, steps).
[[nodiscard]] Tensor tokenTensor(const std::vector<std::vector<Index>>& padded);

}  // namespace engine
