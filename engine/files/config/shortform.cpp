// A lesson's short form of a model, in Keras's words: a list of layers, or a graph of named calls.
#include <map>
#include <set>

#include "engine/core/error.h"
#include "engine/files/config.h"
#include "engine/files/config/layers.h"
#include "engine/files/config/names.h"
#include "engine/files/config/reader.h"
#include "engine/files/config/shape.h"

namespace engine {

namespace {

// One entry: {"LSTM": {"units": 50}, "inbound": [...]}, "Flatten", or {"call": "dense", "inbound": [...]}.
struct Entry {
    std::string className;
    Json config = Json::object();
    std::vector<std::string> inbound, states;
    std::string call, as;
};

std::vector<std::string> names(const Json& value, const std::string& key) {
    if (value.is_string()) return {value.get<std::string>()};
    std::vector<std::string> result;
    if (value.is_array())
        for (const Json& name : value)
            if (name.is_string()) result.push_back(name.get<std::string>());
    if (result.empty() || result.size() != value.size())
        throw Error(key + ": expected names of outputs, got " + shortText(value));
    return result;
}

Entry readEntry(const Json& json) {
    Entry entry;
    if (json.is_string()) {
        entry.className = json.get<std::string>();
        return entry;
    }
    if (!json.is_object()) throw Error("expected a layer such as {LSTM: {units: 50}}, got " + shortText(json));
    for (const auto& [key, value] : json.items()) {
        if (key == "inbound")
            entry.inbound = names(value, key);
        else if (key == "initial_state")
            entry.states = names(value, key);
        else if (key == "call" && value.is_string())
            entry.call = value.get<std::string>();
        else if (key == "as" && value.is_string())
            entry.as = value.get<std::string>();
        else if (entry.className.empty()) {
            entry.className = key;
            if (!value.is_null()) entry.config = value;
        } else {
            throw Error("unknown key " + shortText(Json(key)) + " beside " + entry.className +
                        ", expected inbound, initial_state, call, as");
        }
    }
    if (entry.className.empty() == entry.call.empty())
        throw Error("expected one layer such as {LSTM: {units: 50}}, got " + shortText(json));
    if (!entry.config.is_object())
        throw Error(entry.className + ": expected an object of options, got " + shortText(entry.config));
    return entry;
}

// Gives every layer its name, the inner ones of wrappers first, as Keras makes them.
void giveNames(const std::string& className, Json& config, Namer& namer) {
    for (const char* key : {"layer", "backward_layer"}) {
        if (!config.contains(key)) continue;
        Json& inner = config[key];
        if (inner.is_string()) inner = Json{{inner.get<std::string>(), Json::object()}};
        if (inner.is_object() && inner.size() == 1 && !inner.contains("class_name")) {
            if (inner.begin()->is_null()) *inner.begin() = Json::object();
            if (inner.begin()->is_object()) giveNames(inner.begin().key(), *inner.begin(), namer);
        }
    }
    if (!config.contains("name")) config["name"] = namer.next(className);
    if (!config["name"].is_string() || config["name"].get<std::string>().empty())
        throw Error(className + ": name: expected a text, got " + shortText(config["name"]));
}

class ShortFormReader {
 public:
    ShortFormReader(const Json& json, const std::vector<Shape>& inputs) : m_json(json), m_shapes(inputs) {}

    std::shared_ptr<Model> read() {
        const bool graph = m_json.is_object() && (m_json.contains("inputs") || m_json.contains("outputs"));
        m_model = std::make_shared<Model>(
            m_json.is_object() ? m_json.value("name", graph ? "functional" : "sequential") : "sequential", !graph);
        if (m_json.is_object())
            for (const auto& [key, value] : m_json.items())
                if (key != "inputs" && key != "layers" && key != "outputs" && key != "name")
                    throw Error("unknown key " + shortText(Json(key)) + ", expected inputs, layers, outputs, name");
        const Json& layers = m_json.is_object() && m_json.contains("layers") ? m_json["layers"] : m_json;
        if (!layers.is_array() || layers.empty()) throw Error("expected a list of layers, got " + shortText(layers));
        if (graph) addInputs();
        for (const Json& json : layers) {
            Entry entry = readEntry(json);
            if (graph)
                addCall(entry);
            else
                append(entry);
        }
        if (graph) setOutputs();
        m_model->finish();
        return m_model;
    }

 private:
    // The data's shape, unless the model's file says more.
    Shape shapeOfInput(std::size_t index, const Json* given, const std::string& name) const {
        if (given && !given->is_null()) {
            Json batchShape = *given;
            if (batchShape.is_array()) batchShape.insert(batchShape.begin(), nullptr);
            return shapeFromConfig(batchShape, "input " + name);
        }
        if (index < m_shapes.size()) return m_shapes[index];
        throw Error("input " + name + ": expected a shape, got none: the data has " + std::to_string(m_shapes.size()) +
                    " inputs");
    }

    void addInput(const std::string& name, const Json* given) {
        const Shape shape = shapeOfInput(m_outputs.size(), given, name);
        m_outputs[name] = {m_model->addInput(name, shape)};
        m_last = name;
    }

    void addInputs() {
        if (!m_json.contains("inputs") || m_json["inputs"].is_null()) {
            addInput("input_layer", nullptr);
        } else if (const Json& inputs = m_json["inputs"]; inputs.is_object()) {
            for (const auto& [name, shape] : inputs.items()) addInput(name, &shape);
        } else {
            for (const std::string& name : names(inputs, "inputs")) addInput(name, nullptr);
        }
    }

    std::shared_ptr<Layer> make(Entry& entry) {
        giveNames(entry.className, entry.config, m_namer);
        const std::string name = entry.config["name"].get<std::string>();
        return layerFromConfig(entry.className, entry.config, name, true);
    }

    void append(Entry& entry) {
        if (!entry.call.empty() || !entry.inbound.empty() || !entry.states.empty())
            throw Error(entry.className + entry.call +
                        ": inbound, initial_state and call belong to a graph, which has inputs");
        if (entry.className == "InputLayer" || entry.className == "Input") {
            if (!m_model->nodes().empty()) throw Error("Input: expected it before all layers");
            ConfigReader config("Input", entry.config, true);
            const Json* shape = config.take("shape");
            const std::string name = config.text("name", "input_layer");
            config.finish();
            addInput(name, shape);
            return;
        }
        if (m_model->nodes().empty()) addInput("input_layer", nullptr);
        const std::shared_ptr<Layer> layer = make(entry);
        m_model->append(layer);
        freezeAsConfigured(*layer, entry.config);
    }

    // "encoder" or "encoder:1": an output of a call.
    NodeOutput find(const std::string& reference, const std::string& who) const {
        const std::size_t colon = reference.rfind(':');
        const std::string name = reference.substr(0, colon);
        std::size_t output = 0;
        if (colon != std::string::npos) {
            const std::string digits = reference.substr(colon + 1);
            if (digits.empty() || digits.size() > 3 || digits.find_first_not_of("0123456789") != std::string::npos)
                throw Error(who + ": expected an output such as encoder:1, got \"" + reference + "\"");
            output = std::stoul(digits);
        }
        const auto found = m_outputs.find(name);
        if (found == m_outputs.end()) {
            std::string known;
            for (const auto& [other, outputs] : m_outputs) known += (known.empty() ? "" : ", ") + other;
            throw Error(who + ": expected one of " + known + ", got \"" + name + "\"");
        }
        if (output >= found->second.size())
            throw Error(who + ": expected at most output " + std::to_string(found->second.size() - 1) + " of " + name +
                        ", got \"" + reference + "\"");
        return found->second[output];
    }

    void addCall(Entry& entry) {
        std::shared_ptr<Layer> layer;
        if (entry.call.empty()) {
            layer = make(entry);
            m_layers[layer->name()] = layer;
        } else if (const auto found = m_layers.find(entry.call); found != m_layers.end()) {
            layer = found->second;
        } else {
            throw Error("call: expected the name of a layer before it, got \"" + entry.call + "\"");
        }
        const std::string who = "layer " + layer->name();
        std::vector<NodeOutput> from;
        if (entry.inbound.empty()) entry.inbound = {m_last};
        for (const std::string& reference : entry.inbound) from.push_back(find(reference, who + ": inbound"));
        for (const std::string& reference : entry.states) from.push_back(find(reference, who + ": initial_state"));
        const std::string name = entry.as.empty() ? layer->name() : entry.as;
        if (m_outputs.contains(name)) throw Error(who + ": expected a name of its own, got \"" + name + "\" again");
        m_outputs[name] = m_model->add(layer, from, static_cast<Index>(entry.states.size()));
        freezeAsConfigured(*layer, entry.config);
        m_last = name;
    }

    void setOutputs() {
        std::vector<NodeOutput> outputs;
        if (m_json.contains("outputs") && !m_json["outputs"].is_null())
            for (const std::string& reference : names(m_json["outputs"], "outputs"))
                outputs.push_back(find(reference, "outputs"));
        else
            outputs.push_back(find(m_last, "outputs"));
        m_model->setOutputs(std::move(outputs));
    }

    const Json& m_json;
    const std::vector<Shape>& m_shapes;
    std::shared_ptr<Model> m_model;
    Namer m_namer;
    std::map<std::string, std::shared_ptr<Layer>> m_layers;
    std::map<std::string, std::vector<NodeOutput>> m_outputs;  // by the name of the call
    std::string m_last;
};

}  // namespace

std::shared_ptr<Model> modelFromShortForm(const Json& model, const std::vector<Shape>& inputs,
                                          const std::string& where) {
    try {
        return ShortFormReader(model, inputs).read();
    } catch (const Error& error) {
        throw Error(where + error.what());
    } catch (const Json::exception&) {
        throw Error(where + "model: expected a list of layers or a graph of them");
    }
}

}  // namespace engine
