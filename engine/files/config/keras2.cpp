// Words of Keras 2.
#include "engine/files/config/keras2.h"

#include <string>

#include "engine/core/activations.h"

namespace engine {

bool isOfKeras2(const Json& metadata) {
    if (!metadata.is_object() || !metadata.contains("keras_version")) return false;
    const Json& version = metadata["keras_version"];
    if (!version.is_string()) return false;
    const std::string text = version.get<std::string>();
    return text.size() >= 2 && text[1] == '.' && text[0] >= '0' && text[0] < '3';
}

void keepMeaningOfKeras2(Json& config) {
    if (config.is_array()) {
        for (Json& element : config) keepMeaningOfKeras2(element);
        return;
    }
    if (!config.is_object()) return;
    // Before it could be chosen, a GRU applied its reset gate before the product.
    if (config.contains("class_name") && config["class_name"] == "GRU" && config.contains("config") &&
        config["config"].is_object() && !config["config"].contains("reset_after"))
        config["config"]["reset_after"] = false;
    for (auto& [key, value] : config.items()) {
        if (key == "activation" || key == "recurrent_activation") {
            // A name, or {"class_name": "function", "config": a name}.
            Json& name = value.is_object() && value.contains("config") ? value["config"] : value;
            if (name == "hard_sigmoid") name = activationName(Activation::HardSigmoidKeras2);
        }
        keepMeaningOfKeras2(value);
    }
}

}  // namespace engine
