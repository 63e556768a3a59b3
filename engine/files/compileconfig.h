// Keras's compile_config: losses, optimizer, schedule and metrics, between its JSON and the texts that lessons and
// commands use.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/files/keras.h"

namespace engine {

using Json = nlohmann::ordered_json;

/// Fills losses, lossWeights, metrics, optimizer, schedule and learningRate. Throws Error for what we do not have.
void readCompileConfig(const Json& config, KerasFile& file);

/// Null where the file has no optimizer. Metrics that Keras does not have (perplexity, entity F1) are left out.
[[nodiscard]] Json compileConfig(const KerasFile& file);

}  // namespace engine
