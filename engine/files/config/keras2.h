// Configs that Keras 2 wrote: words that have another meaning since.
#pragma once

#include <nlohmann/json.hpp>

namespace engine {

using Json = nlohmann::ordered_json;

/// Whether a .keras file's metadata.json names a Keras before 3.
[[nodiscard]] bool isOfKeras2(const Json& metadata);

/// hard_sigmoid was clip(0.2 x + 0.5, 0, 1) up to Keras 2 and is relu6(x + 3) / 6 since: renames it to
/// hard_sigmoid_keras2 wherever a layer of the config names its activation.
void keepMeaningOfKeras2(Json& config);

}  // namespace engine
