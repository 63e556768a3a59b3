// One layer's config: which class reads it, and the keys that all share.
#include "engine/files/config/layers.h"

#include <algorithm>

#include "engine/core/error.h"
#include "engine/files/config/formats.h"
#include "engine/files/config/objects.h"
#include "engine/layers/operations/operation.h"
#include "engine/layers/recurrent.h"

namespace engine {

std::shared_ptr<Layer> layerFromConfig(const std::string& className, const Json& config, const std::string& name,
                                       bool strict) {
    const std::string who = "layer " + name.substr(0, 80);
    if (isModelClass(className) && !strict) return modelLayerFromConfig(className, config, name);
    const LayerFormat* format = findFormat(className);
    if (!format && !isPlainLayer(className) && !isRecurrent(className) && !isWrapper(className))
        throw Error(who + ": " + className.substr(0, 80) + " is not supported");
    static const Json empty = Json::object();
    ConfigReader reader(who, config.is_null() ? empty : config, strict);
    reader.skipCommon();
    std::shared_ptr<Layer> layer;
    if (format)
        layer = format->read(reader, name);
    else if (isPlainLayer(className))
        layer = readPlainLayer(className, reader, name);
    else if (isRecurrent(className))
        layer = readRecurrent(className, reader, name);
    else
        layer = readWrapper(className, reader, name);
    reader.skip("activity_regularizer");
    if (const Json* activity = reader.take("activity_regularizer")) {
        if (strict) reader.fail("activity_regularizer is not supported");
        layer->setActivityRegularizer(regularizerFromConfig(*activity, who + ": activity_regularizer", strict));
    }
    reader.finish();
    return layer;
}

Json layerConfig(const Layer& layer) {
    const auto parameters = layer.parameters();
    const bool frozen =
        !parameters.empty() && std::none_of(parameters.begin(), parameters.end(), [](const Parameter* parameter) {
            return parameter->trainable || parameter->isStatistic;
        });
    Json config;
    config["name"] = layer.name();
    config["trainable"] = !frozen;
    config["dtype"] = kerasObject("keras", "DTypePolicy", {{"name", "float32"}});
    const std::string className = layer.className();
    config["activity_regularizer"] = regularizerConfig(layer.activityRegularizer());
    if (const LayerFormat* format = findFormat(className))
        format->write(layer, config);
    else if (isRecurrent(className))
        writeRecurrent(static_cast<const Recurrent&>(layer), config);
    else if (isWrapper(className))
        writeWrapper(layer, config);
    else
        writePlainLayer(layer, config);
    return config;
}

Json layerObject(const Layer& layer) {
    if (layer.model()) return modelConfig(*layer.model());
    if (const auto* operation = dynamic_cast<const TensorOperation*>(&layer)) {
        Json object = kerasObject(operation->module(), operation->className(), Json::parse(operation->text().config));
        object["registered_name"] = operation->className();
        return object;
    }
    return kerasObject("keras.layers", layer.className(), layerConfig(layer));
}

void freezeAsConfigured(Layer& layer, const Json& config) {
    if (config.is_object() && config.contains("trainable") && config["trainable"] == false)
        for (Parameter* parameter : layer.parameters()) parameter->freeze();
}

}  // namespace engine
