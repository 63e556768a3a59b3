// The shapes of inputs in Keras's config: [null, 50, 1].
#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "engine/core/tensor.h"

namespace engine {

using Json = nlohmann::ordered_json;

/// A batch_shape, (batch, features) or (batch, steps, features); batch, steps and the features of token inputs may be
/// null. `batch`, where given, receives the fixed batch size, or kVariable. Throws Error "who: ..." for other ranks.
[[nodiscard]] Shape shapeFromConfig(const Json& batchShape, const std::string& who, Index* batch = nullptr);
[[nodiscard]] Json shapeConfig(const Shape& shape, Index batch = kVariable);

}  // namespace engine
