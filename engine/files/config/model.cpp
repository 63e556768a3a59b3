// Keras's Sequential config into a Model; the Functional one is in functional.cpp.
#include <set>

#include "engine/core/error.h"
#include "engine/files/config.h"
#include "engine/files/config/entries.h"
#include "engine/files/config/functional.h"
#include "engine/files/config/layers.h"
#include "engine/models/modellayer.h"

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

namespace {

std::shared_ptr<Model> unfinished(const Json& config) {
    const std::string className = textMember(config, "class_name", "model");
    const Json& inner = member(config, "config", "model");
    std::shared_ptr<Model> model;
    if (className == "Sequential")
        model = sequential(inner);
    else if (className == "Functional" || className == "Model")
        model = functionalFromConfig(inner);
    else
        throw Error("model: " + className.substr(0, 80) + " is not supported, expected Sequential or Functional");
    if (inner.is_object() && inner.contains("trainable") && inner["trainable"] == false) model->freeze();
    return model;
}

// A model in a model in a model ...: each is read by a call within a call.
constexpr int kDeepest = 16;
thread_local int depth = 0;

struct Deeper {
    Deeper() { ++depth; }
    ~Deeper() { --depth; }
};

}  // namespace

std::shared_ptr<Model> modelFromConfig(const Json& config) {
    std::shared_ptr<Model> model = unfinished(config);
    model->finish();
    return model;
}

bool isModelClass(const std::string& className) {
    return className == "Sequential" || className == "Functional" || className == "Model";
}

std::shared_ptr<Layer> modelLayerFromConfig(const std::string& className, const Json& config, const std::string& name) {
    const Deeper deeper;
    if (depth > kDeepest)
        throw Error("layer " + name.substr(0, 80) + ": expected models at most " + std::to_string(kDeepest) + " deep");
    return std::make_shared<ModelLayer>(name, unfinished({{"class_name", className}, {"config", config}}));
}

}  // namespace engine
