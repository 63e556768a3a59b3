// Initializers and regularizers in Keras's config, in and out, and Keras's snake case.
#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "engine/core/parameter.h"

namespace engine {

using Json = nlohmann::ordered_json;

/// keras.src.utils.naming.to_snake_case: "SimpleRNN" -> "simple_rnn", "RMSprop" -> "rm_sprop".
[[nodiscard]] std::string snakeCase(const std::string& className);

/// A float32 that was widened on its way into a file, as the short number it stands for: 0.009999999776 is 0.01.
[[nodiscard]] double shortestFloat(double value);

/// {"module", "class_name", "config", "registered_name"}, as Keras writes every object.
[[nodiscard]] Json kerasObject(const std::string& module, const std::string& className, Json config);

/// "glorot_uniform" or {"class_name": "GlorotUniform", "config": {...}}. A seed changes no number that is read:
/// skipped.
[[nodiscard]] Initializer initializerFromConfig(const Json& config, const std::string& who, bool strict);
[[nodiscard]] Json initializerConfig(const Initializer& initializer);

/// "l2", {"L2": {"l2": 0.01}} (lessons) or {"class_name": "L2", "config": {"l2": 0.01}}.
[[nodiscard]] Regularizer regularizerFromConfig(const Json& config, const std::string& who, bool strict);
/// "max_norm", {"class_name": "MaxNorm", "config": {"max_value": 2, "axis": 0}} or a lesson's {"MaxNorm": {...}}.
[[nodiscard]] Constraint constraintFromConfig(const Json& config, const std::string& who, bool strict);
[[nodiscard]] Json constraintConfig(const Constraint& constraint);

[[nodiscard]] Json regularizerConfig(const Regularizer& regularizer);

}  // namespace engine
