// What layers share: finding their numbers in a call, and refusing inputs that do not fit.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "engine/layers/layer.h"

namespace engine {

[[nodiscard]] inline const Matrix& valueOf(const Call& call, const Parameter& parameter) {
    return call.weights[static_cast<std::size_t>(parameter.index)];
}

[[nodiscard]] inline Matrix& gradientOf(Call& call, const Parameter& parameter) {
    return (*call.gradients)[static_cast<std::size_t>(parameter.index)];
}

/// The cache that this layer's own forward left.
template <typename T>
[[nodiscard]] const T& cacheOf(const Call& call) {
    return static_cast<const T&>(*call.cache);
}

/// A list of one tensor; an initializer list would copy it.
[[nodiscard]] inline std::vector<Tensor> moved(Tensor tensor) {
    std::vector<Tensor> list;
    list.push_back(std::move(tensor));
    return list;
}

/// The input of a layer that has one.
template <typename T>
[[nodiscard]] const T& onlyInput(const Layer& layer, const std::vector<T>& inputs) {
    if (inputs.size() != 1) throw Error(layer.name() + ": expected 1 input, got " + std::to_string(inputs.size()));
    return inputs.front();
}

/// `expected` kVariable: any number that is known.
inline void checkFeatures(const Layer& layer, const Shape& input, Index expected) {
    if (input.features == kVariable) {
        throw Error(layer.name() + ": expected a known number of input features, got shape " + input.text());
    }
    if (expected != kVariable && input.features != expected) {
        throw Error(layer.name() + ": expected " + std::to_string(expected) + " input features, got " +
                    std::to_string(input.features));
    }
}

/// A layer that works on sequences.
inline void checkSequence(const Layer& layer, const Shape& input) {
    if (!input.sequence) {
        throw Error(layer.name() + ": expected a sequence, (batch, steps, features), got shape " + input.text());
    }
}

}  // namespace engine
