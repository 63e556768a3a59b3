// The entries of a model's config, what its Sequential and its Functional form share.
#pragma once

#include <memory>
#include <string>

#include "engine/files/config/reader.h"
#include "engine/models/model.h"

namespace engine {

/// More layers than anyone stacks; walks over the graph take the square of their number.
inline constexpr std::size_t kMostLayers = 4096;

// Each throws Error "who: ..." where the key is missing or holds something else; a list has at most kMostLayers.
[[nodiscard]] const Json& member(const Json& object, const char* key, const std::string& who);
[[nodiscard]] std::string textMember(const Json& object, const char* key, const std::string& who);
[[nodiscard]] const Json& listMember(const Json& object, const char* key, const std::string& who);
/// Throws Error where the list is longer than kMostLayers; `what` names it.
void checkLength(const Json& list, const std::string& what);

/// The name of a layer's entry: its config's, which is also what inbound_nodes mean.
[[nodiscard]] std::string entryName(const Json& entry);
/// The layer of an entry, {"class_name", "config"}.
[[nodiscard]] std::shared_ptr<Layer> makeLayer(const Json& entry);

/// A layer's batch_shape, as old files batch_input_shape; null where there is none.
[[nodiscard]] const Json* findShape(const Json& config);
NodeOutput addInput(Model& model, const std::string& name, const Json& batchShape);
/// Of an InputLayer's config.
NodeOutput addInputLayer(Model& model, const Json& config, const std::string& name);

}  // namespace engine
