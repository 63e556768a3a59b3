// Keras's operations in a Functional model (x[:, -1, :], a + b, 2 * x, ops.mean ...) as layers.
#pragma once

#include <memory>

#include "engine/files/config/reader.h"
#include "engine/layers/operations/operation.h"

namespace engine {

/// Whether an entry of `layers` is an operation rather than a layer.
[[nodiscard]] bool isOperationEntry(const Json& entry);

/// A tensor among the arguments of a call.
[[nodiscard]] bool isKerasTensor(const Json& value);

/// A call's args and kwargs with {"input": number} in the place of each tensor, which are put into `tensors` in order.
[[nodiscard]] Json withoutTensors(const Json& value, std::vector<const Json*>& tensors);

/// Throws Error "layer einsum: Einsum is not supported".
[[nodiscard]] std::shared_ptr<TensorOperation> operationFromEntry(const Json& entry);

}  // namespace engine
