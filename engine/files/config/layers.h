// Keras's config of each layer class, in and out: what config.h's two functions are made of.
#pragma once

#include <memory>

#include "engine/files/config.h"
#include "engine/files/config/reader.h"

namespace engine {

class Recurrent;

// Each reads its own keys; `config` is finished by the caller.
[[nodiscard]] std::shared_ptr<Layer> readPlainLayer(const std::string& className, ConfigReader& config,
                                                    const std::string& name);
[[nodiscard]] std::shared_ptr<Recurrent> readRecurrent(const std::string& className, ConfigReader& config,
                                                       const std::string& name);
[[nodiscard]] std::shared_ptr<Layer> readWrapper(const std::string& className, ConfigReader& config,
                                                 const std::string& name);
/// Null for a class that is not of this group.
[[nodiscard]] bool isPlainLayer(const std::string& className);
[[nodiscard]] bool isRecurrent(const std::string& className);
[[nodiscard]] bool isWrapper(const std::string& className);

/// Adds a layer's own keys to those that every layer has.
void writePlainLayer(const Layer& layer, Json& config);
void writeRecurrent(const Recurrent& layer, Json& config);
void writeWrapper(const Layer& layer, Json& config);

/// A model that is a layer of another: className is Sequential, Functional or Keras 2's Model.
[[nodiscard]] bool isModelClass(const std::string& className);
[[nodiscard]] std::shared_ptr<Layer> modelLayerFromConfig(const std::string& className, const Json& config,
                                                          const std::string& name);

/// {"module", "class_name", "config", "registered_name"}.
[[nodiscard]] Json layerObject(const Layer& layer);

/// Sets Parameter::trainable where the config says "trainable": false. After the layer was built.
void freezeAsConfigured(Layer& layer, const Json& config);

}  // namespace engine
