// Keras's Functional config into a Model.
#pragma once

#include <memory>

#include "engine/files/config/reader.h"
#include "engine/models/model.h"

namespace engine {

/// Not finished. Throws Error naming the layer that cannot be taken.
[[nodiscard]] std::shared_ptr<Model> functionalFromConfig(const Json& config);

}  // namespace engine
