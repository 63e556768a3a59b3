// What stateful layers carry from one batch to the next.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/core/scalar.h"

namespace engine {

/// By Layer::name(), in Keras's order of states (h, c), each [batch x units]. A layer that is not here starts at zero.
/// A value: resetting is clearing, a checkpoint is a copy.
struct LayerStates {
    std::map<std::string, std::vector<Matrix>> byLayer;
};

}  // namespace engine
