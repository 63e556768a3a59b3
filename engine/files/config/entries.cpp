// Reads the entries of a model's config.
#include "engine/files/config/entries.h"

#include "engine/core/error.h"
#include "engine/files/config/layers.h"
#include "engine/files/config/shape.h"

namespace engine {

const Json& member(const Json& object, const char* key, const std::string& who) {
    if (!object.is_object() || !object.contains(key)) throw Error(who + ": expected \"" + key + "\", got none");
    return object[key];
}

std::string textMember(const Json& object, const char* key, const std::string& who) {
    const Json& value = member(object, key, who);
    if (!value.is_string()) throw Error(who + ": \"" + key + "\": expected a text, got " + shortText(value));
    return value.get<std::string>();
}

const Json& listMember(const Json& object, const char* key, const std::string& who) {
    const Json& value = member(object, key, who);
    if (!value.is_array()) throw Error(who + ": \"" + key + "\": expected a list, got " + shortText(value));
    checkLength(value, who + ": \"" + key + "\"");
    return value;
}

void checkLength(const Json& list, const std::string& what) {
    if (list.size() > kMostLayers)
        throw Error(what + ": expected at most " + std::to_string(kMostLayers) + ", got " +
                    std::to_string(list.size()));
}

std::string entryName(const Json& entry) {
    const Json& config = member(entry, "config", "model");
    return textMember(config, "name", "model: layers");
}

const Json* findShape(const Json& config) {
    for (const char* key : {"batch_shape", "batch_input_shape"})
        if (config.is_object() && config.contains(key) && !config[key].is_null()) return &config[key];
    return nullptr;
}

NodeOutput addInput(Model& model, const std::string& name, const Json& batchShape) {
    Index batch = kVariable;
    const Shape shape = shapeFromConfig(batchShape, "input " + name, &batch);
    if (batch != kVariable) model.setBatchSize(batch);
    return model.addInput(name, shape);
}

NodeOutput addInputLayer(Model& model, const Json& config, const std::string& name) {
    const std::string who = "input " + name;
    for (const char* key : {"sparse", "ragged", "optional"})
        if (config.contains(key) && config[key] == true) throw Error(who + ": " + key + " inputs are not supported");
    const Json* shape = findShape(config);
    if (!shape) throw Error(who + ": expected a batch_shape, got none");
    return addInput(model, name, *shape);
}

std::shared_ptr<Layer> makeLayer(const Json& entry) {
    const std::string className = textMember(entry, "class_name", "model: layers");
    const std::string name = entryName(entry);
    return layerFromConfig(className, entry["config"], name, false);
}

}  // namespace engine
