// A Model into Keras's Sequential or Functional config.
#include <map>

#include "engine/core/error.h"
#include "engine/files/config.h"
#include "engine/files/config/layers.h"
#include "engine/files/config/objects.h"
#include "engine/files/config/shape.h"
#include "engine/layers/operations/operation.h"

namespace engine {

namespace {

std::size_t at(Index index) {
    return static_cast<std::size_t>(index);
}

Json inputObject(const Model& model, const Node& node) {
    Json config;
    config["batch_shape"] = shapeConfig(node.outputShapes.front(), model.batchSize());
    config["dtype"] = "float32";
    config["sparse"] = false;
    config["ragged"] = false;
    config["name"] = node.name;
    config["optional"] = false;
    return kerasObject("keras.layers", "InputLayer", std::move(config));
}

Json buildConfig(const Model& model, const Node& node) {
    const auto shapeOf = [&](const NodeOutput& from) {
        return shapeConfig(model.nodes()[at(from.node)].outputShapes[at(from.output)], model.batchSize());
    };
    Json build;
    if (node.stateInputs > 0) {
        Json states = Json::array();
        for (std::size_t i = node.inputs.size() - at(node.stateInputs); i < node.inputs.size(); ++i)
            states.push_back(shapeOf(node.inputs[i]));
        build["shapes_dict"]["sequences_shape"] = shapeOf(node.inputs.front());
        build["shapes_dict"]["initial_state_shape"] = node.stateInputs == 1 ? states[0] : states;
    } else if (node.layer->takesList()) {
        build["input_shape"] = Json::array();
        for (const NodeOutput& input : node.inputs) build["input_shape"].push_back(shapeOf(input));
    } else {
        build["input_shape"] = shapeOf(node.inputs.front());
    }
    return build;
}

Json sequentialConfig(const Model& model) {
    Json config;
    config["name"] = model.name();
    config["trainable"] = true;
    config["dtype"] = kerasObject("keras", "DTypePolicy", {{"name", "float32"}});
    Json layers = Json::array();
    Json inputShape;
    for (const Node& node : model.nodes()) {
        if (!node.layer) {
            layers.push_back(inputObject(model, node));
            inputShape = shapeConfig(node.outputShapes.front(), model.batchSize());
            continue;
        }
        Json object = layerObject(*node.layer);
        if (!node.layer->model()) object["build_config"] = buildConfig(model, node);
        layers.push_back(std::move(object));
    }
    config["layers"] = std::move(layers);
    config["build_input_shape"] = std::move(inputShape);
    return config;
}

// Which call of its layer each node is: Keras names an output by layer, call and place.
std::vector<Index> callNumbers(const Model& model) {
    std::map<const Layer*, Index> count;
    std::vector<Index> numbers;
    for (const Node& node : model.nodes()) numbers.push_back(node.layer ? count[node.layer.get()]++ : 0);
    return numbers;
}

class FunctionalWriter {
 public:
    explicit FunctionalWriter(const Model& model) : m_model(model), m_calls(callNumbers(model)) {}

    Json write() const {
        Json config;
        config["name"] = m_model.name();
        config["trainable"] = true;
        Json layers = Json::array();
        for (const Index input : m_model.inputNodes()) {
            const Node& node = m_model.nodes()[at(input)];
            Json object = inputObject(m_model, node);
            object["name"] = node.name;
            object["inbound_nodes"] = Json::array();
            layers.push_back(std::move(object));
        }
        for (const std::shared_ptr<const Layer>& layer : m_model.layers()) {
            Json object = layerObject(*layer);
            Json nodes = Json::array();
            for (const Node& node : m_model.nodes()) {
                if (node.layer != layer) continue;
                if (nodes.empty() && !layer->model() && !isTensorOperation(*layer))
                    object["build_config"] = buildConfig(m_model, node);
                nodes.push_back(inbound(node));
            }
            object["name"] = layer->name();
            object["inbound_nodes"] = std::move(nodes);
            layers.push_back(std::move(object));
        }
        Json inputs = Json::array(), outputs = Json::array();
        for (const Index input : m_model.inputNodes())
            inputs.push_back(Json::array({m_model.nodes()[at(input)].name, 0, 0}));
        for (const NodeOutput& output : m_model.outputs()) outputs.push_back(history(output));
        config["layers"] = std::move(layers);
        // Keras tells one tensor from a list of one.
        config["input_layers"] = inputs.size() == 1 ? Json(inputs[0]) : inputs;
        config["output_layers"] = outputs.size() == 1 ? Json(outputs[0]) : outputs;
        return config;
    }

 private:
    Json history(const NodeOutput& output) const {
        return Json::array({m_model.nodes()[at(output.node)].name, m_calls[at(output.node)], output.output});
    }

    Json tensor(const NodeOutput& output) const {
        Json config;
        config["shape"] =
            shapeConfig(m_model.nodes()[at(output.node)].outputShapes[at(output.output)], m_model.batchSize());
        config["dtype"] = "float32";
        config["keras_history"] = history(output);
        Json json;
        json["class_name"] = "__keras_tensor__";
        json["config"] = std::move(config);
        return json;
    }

    // What the file said of an operation's call, with this model's tensors in it.
    Json filled(const Json& value, const Node& node) const {
        if (value.is_object() && value.size() == 1 && value.contains("input"))
            return tensor(node.inputs.at(value["input"].get<std::size_t>()));
        if (!value.is_structured()) return value;
        Json result = value.is_array() ? Json::array() : Json::object();
        for (const auto& [key, element] : value.items()) {
            if (value.is_array())
                result.push_back(filled(element, node));
            else
                result[key] = filled(element, node);
        }
        return result;
    }

    Json inbound(const Node& node) const {
        if (const auto* operation = dynamic_cast<const TensorOperation*>(node.layer.get()))
            return filled(Json::parse(operation->text().call), node);
        const std::size_t inputs = node.inputs.size() - at(node.stateInputs);
        Json data = Json::array(), states = Json::array();
        for (std::size_t i = 0; i < node.inputs.size(); ++i)
            (i < inputs ? data : states).push_back(tensor(node.inputs[i]));
        Json json;
        const bool list = inputs > 1 || node.layer->takesList();
        json["args"] = list ? Json::array({data}) : data;
        json["kwargs"] = Json::object();
        if (!states.empty()) json["kwargs"]["initial_state"] = states.size() == 1 ? Json(states[0]) : states;
        return json;
    }

    const Model& m_model;
    std::vector<Index> m_calls;
};

}  // namespace

Json modelConfig(const Model& model) {
    Json json;
    if (model.isSequential()) {
        json = kerasObject("keras", "Sequential", sequentialConfig(model));
        json["build_config"]["input_shape"] = json["config"]["build_input_shape"];
        return json;
    }
    json["module"] = "keras.src.models.functional";
    json["class_name"] = "Functional";
    json["config"] = FunctionalWriter(model).write();
    json["registered_name"] = "Functional";
    json["build_config"]["input_shape"] = nullptr;
    return json;
}

}  // namespace engine
