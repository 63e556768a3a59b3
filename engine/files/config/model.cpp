// Keras's Sequential config into a Model; the Functional one is in functional.cpp.
#include <set>

#include "engine/core/error.h"
#include "engine/files/config.h"
#include "engine/files/config/entries.h"
#include "engine/files/config/functional.h"
#include "engine/files/config/layers.h"

namespace engine {

namespace {

std::shared_ptr<Model> sequential(const Json& config) {
    const Json& layers = config.is_array() ? config : listMember(config, "layers", "sequential");
    checkLength(layers, "sequential: layers");
    auto model = std::make_shared<Model>(
        config.is_object() ? config.value("name", Json("sequential")).get<std::string>() : "sequential");
    std::set<std::string> names;
    bool hasInput = false;
    for (const Json& entry : layers) {
        const std::string name = entryName(entry);
        if (!names.insert(name).second)
            throw Error("layer " + name.substr(0, 80) + ": expected a name of its own, got it twice");
        if (textMember(entry, "class_name", "layer " + name) == "InputLayer") {
            if (hasInput) throw Error("input " + name + ": expected one input, got another");
            addInputLayer(*model, entry["config"], name);
            hasInput = true;
            continue;
        }
        if (!hasInput) {
            const Json* shape = findShape(entry["config"]);
            if (!shape && config.is_object() && config.contains("build_input_shape"))
                shape = &config["build_input_shape"];
            if (!shape || shape->is_null())
                throw Error(model->name() + ": expected an input shape, got none: the model was never built");
            addInput(*model, "input_layer", *shape);
            hasInput = true;
        }
        const std::shared_ptr<Layer> layer = makeLayer(entry);
        model->append(layer);
        freezeAsConfigured(*layer, entry["config"]);
    }
    if (model->nodes().size() < 2) throw Error(model->name() + ": expected at least one layer, got none");
    return model;
}

}  // namespace

std::shared_ptr<Model> modelFromConfig(const Json& config) {
    const std::string className = textMember(config, "class_name", "model");
    const Json& inner = member(config, "config", "model");
    std::shared_ptr<Model> model;
    if (className == "Sequential")
        model = sequential(inner);
    else if (className == "Functional" || className == "Model")
        model = functionalFromConfig(inner);
    else
        throw Error("model: " + className.substr(0, 80) + " is not supported, expected Sequential or Functional");
    model->finish();
    if (inner.is_object() && inner.contains("trainable") && inner["trainable"] == false) model->freeze();
    return model;
}

}  // namespace engine
