// Configs of Bidirectional and TimeDistributed, which hold other layers.
#include "engine/core/error.h"
#include "engine/files/config/layers.h"
#include "engine/files/config/objects.h"
#include "engine/layers/bidirectional.h"
#include "engine/layers/timedistributed.h"

namespace engine {

namespace {

struct Inner {
    std::string className, name;
    Json config = Json::object();
};

// Keras's {"class_name", "config"} or a lesson's {"LSTM": {...}}.
Inner inner(ConfigReader& reader, const std::string& key) {
    const Json* value = reader.take(key);
    if (!value) reader.fail("expected " + key + ", got none");
    Inner layer;
    if (value->is_object() && value->contains("class_name") && (*value)["class_name"].is_string()) {
        layer.className = (*value)["class_name"].get<std::string>();
        if (value->contains("config")) layer.config = (*value)["config"];
    } else if (value->is_object() && value->size() == 1) {
        layer.className = value->begin().key();
        if (!value->begin()->is_null()) layer.config = *value->begin();
    } else {
        reader.fail(key + ": expected a layer, got " + shortText(*value));
    }
    if (!layer.config.is_object()) reader.fail(key + ": expected an object of options, got " + shortText(layer.config));
    const auto name = layer.config.find("name");
    layer.name =
        name != layer.config.end() && name->is_string() ? name->get<std::string>() : snakeCase(layer.className);
    return layer;
}

std::shared_ptr<Recurrent> innerRecurrent(ConfigReader& reader, const std::string& key) {
    const Inner layer = inner(reader, key);
    if (!isRecurrent(layer.className)) reader.fail(key + " " + layer.className.substr(0, 40) + " is not supported");
    auto made = layerFromConfig(layer.className, layer.config, layer.name, reader.strict());
    return std::static_pointer_cast<Recurrent>(std::move(made));
}

}  // namespace

bool isWrapper(const std::string& className) {
    return className == "Bidirectional" || className == "TimeDistributed";
}

std::shared_ptr<Layer> readWrapper(const std::string& className, ConfigReader& config, const std::string& name) {
    if (className == "TimeDistributed") {
        const Inner layer = inner(config, "layer");
        return std::make_shared<TimeDistributed>(
            name, layerFromConfig(layer.className, layer.config, layer.name, config.strict()));
    }
    const std::shared_ptr<Recurrent> forward = innerRecurrent(config, "layer");
    std::shared_ptr<Recurrent> backward;
    if (config.take("backward_layer")) backward = innerRecurrent(config, "backward_layer");
    // Absent means concat, null means that the two are returned side by side.
    MergeMode mode = MergeMode::Concat;
    if (config.present("merge_mode")) mode = mergeModeFromName(config.text("merge_mode", ""), config.who());
    config.mustBeNull("weights");
    return std::make_shared<Bidirectional>(name, *forward, mode, backward.get());
}

void writeWrapper(const Layer& layer, Json& config) {
    if (const auto* distributed = dynamic_cast<const TimeDistributed*>(&layer)) {
        config["layer"] = layerObject(distributed->layer());
        return;
    }
    const auto& bidirectional = static_cast<const Bidirectional&>(layer);
    const std::string mode = mergeModeName(bidirectional.mergeMode());
    config["merge_mode"] = mode.empty() || mode == "none" ? Json(nullptr) : Json(mode);
    config["layer"] = layerObject(bidirectional.forwardLayer());
    config["backward_layer"] = layerObject(bidirectional.backwardLayer());
}

}  // namespace engine
