// Keras's config of layers and models, as in config.json of a .keras file and in a lesson's front matter.
#pragma once

#include <memory>
#include <string>

#include <nlohmann/json.hpp>

#include "engine/models/model.h"

namespace engine {

using Json = nlohmann::ordered_json;

/// One layer from Keras's class name and config ({"units": 50, "activation": "relu"}); keys that are left out have
/// Keras's defaults. `strict` (lessons): a key that is not an option of the class is an error; otherwise keys that
/// change nothing (dtype, module, registered_name, build_config ...) are skipped and the rest still refused by name.
/// Throws Error "layer conv1d_2: Conv1D is not supported".
[[nodiscard]] std::shared_ptr<Layer> layerFromConfig(const std::string& className, const Json& config,
                                                     const std::string& name, bool strict);
[[nodiscard]] Json layerConfig(const Layer& layer);

/// Keras's {"class_name": "Sequential"|"Functional", "config": {...}}.
[[nodiscard]] std::shared_ptr<Model> modelFromConfig(const Json& config);
[[nodiscard]] Json modelConfig(const Model& model);

/// A lesson's short form: a list of {"LSTM": {"units": 50}} entries for a sequential model, or {"inputs": ...,
/// "layers": ...} for a graph. Names are given as Keras gives them (lstm, lstm_1, dense).
[[nodiscard]] std::shared_ptr<Model> modelFromShortForm(const Json& model, const std::vector<Shape>& inputs,
                                                        const std::string& where);

}  // namespace engine
