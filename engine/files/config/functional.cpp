// Builds the graph call by call.
#include "engine/files/config/functional.h"

#include <algorithm>
#include <map>
#include <set>

#include "engine/core/error.h"
#include "engine/files/config/entries.h"
#include "engine/files/config/layers.h"
#include "engine/files/config/maskops.h"
#include "engine/files/config/operations.h"

namespace engine {

namespace {

struct History {
    std::string layer;
    Index node = 0, tensor = 0;
};

// Builds the graph node by node, whenever all that a node is fed with is there.
class FunctionalReader {
 public:
    explicit FunctionalReader(const Json& config)
        : m_config(config),
          m_model(std::make_shared<Model>(textMember(config, "name", "functional"), false)),
          m_masks(listMember(config, "layers", "functional")) {}

    std::shared_ptr<Model> read() {
        addInputs();
        for (const Json& entry : m_config["layers"]) {
            const std::string name = entryName(entry);
            if (m_inputs.contains(name) || m_masks.isMaskOperation(name)) continue;
            if (m_layers.contains(name))
                throw Error("layer " + name.substr(0, 80) + ": expected a name of its own, got it twice");
            m_layers[name] = isOperationEntry(entry) ? operationFromEntry(entry) : makeLayer(entry);
            const Json& nodes = listMember(entry, "inbound_nodes", "layer " + name);
            for (std::size_t i = 0; i < nodes.size(); ++i) m_calls.push_back(readCall(entry, nodes[i], i));
            if (m_calls.size() > kMostLayers)
                throw Error(m_model->name() + ": expected at most " + std::to_string(kMostLayers) +
                            " calls of layers, got more");
        }
        addCalls();
        std::vector<NodeOutput> outputs;
        for (const History& history : references("output_layers")) outputs.push_back(find(history));
        m_model->setOutputs(std::move(outputs));
        return m_model;
    }

 private:
    // In the order of input_layers: that of the model's inputs.
    void addInputs() {
        std::map<std::string, const Json*> entries;
        for (const Json& entry : m_config["layers"])
            if (textMember(entry, "class_name", "model: layers") == "InputLayer")
                entries[entryName(entry)] = &entry["config"];
        for (const History& history : references("input_layers")) {
            const auto found = entries.find(history.layer);
            if (found == entries.end())
                throw Error("input " + history.layer + ": expected an InputLayer of this name, got none");
            m_inputs.insert(history.layer);
            m_outputs[{history.layer, 0}] = {addInputLayer(*m_model, *found->second, history.layer)};
            entries.erase(found);
        }
        if (!entries.empty()) throw Error("input " + entries.begin()->first + ": expected it among input_layers");
    }

    // ["dense", 0, 0], a list of these, or an object of these.
    std::vector<History> references(const char* key) const {
        const Json& value = member(m_config, key, m_model->name());
        std::vector<History> result;
        collect(value, key, result);
        if (result.empty()) throw Error(m_model->name() + ": " + key + ": expected at least one, got none");
        return result;
    }

    void collect(const Json& value, const char* key, std::vector<History>& result) const {
        if (value.is_array() && value.size() == 3 && value[0].is_string() && value[1].is_number_integer() &&
            value[2].is_number_integer()) {
            result.push_back({value[0].get<std::string>(), value[1].get<Index>(), value[2].get<Index>()});
        } else if (value.is_structured()) {
            for (const Json& element : value) collect(element, key, result);
        } else {
            throw Error(m_model->name() + ": " + key + ": expected [name, node, tensor], got " + shortText(value));
        }
    }

    static const Json* keras(const Json& value) {
        return value.is_object() && value.contains("class_name") && value["class_name"] == "__keras_tensor__" ? &value
                                                                                                              : nullptr;
    }

    static History history(const Json& tensor, const std::string& who) {
        const Json& config = member(tensor, "config", who);
        const Json& place = listMember(config, "keras_history", who);
        if (place.size() != 3 || !place[0].is_string() || !place[1].is_number_integer() ||
            !place[2].is_number_integer())
            throw Error(who + ": expected keras_history [name, node, tensor], got " + shortText(place));
        return {place[0].get<std::string>(), place[1].get<Index>(), place[2].get<Index>()};
    }

    static void tensors(const Json& value, const std::string& who, std::vector<History>& result) {
        if (keras(value)) {
            result.push_back(history(value, who));
        } else if (value.is_array()) {
            for (const Json& element : value) tensors(element, who, result);
        } else if (!value.is_null()) {
            throw Error(who + ": expected tensors as arguments, got " + shortText(value));
        }
    }

    NodeOutput find(const History& h) const {
        const auto found = m_outputs.find({h.layer, h.node});
        if (found == m_outputs.end() || h.tensor < 0 || h.tensor >= static_cast<Index>(found->second.size()))
            throw Error(m_model->name() + ": expected an output " + std::to_string(h.tensor) + " of call " +
                        std::to_string(h.node) + " of layer " + h.layer.substr(0, 80) + ", got none");
        return found->second[static_cast<std::size_t>(h.tensor)];
    }

    // One of a layer's inbound_nodes.
    struct LayerCall {
        const Json* entry = nullptr;
        std::string layer;
        Index node = 0;
        std::vector<History> inputs;  // the initial states last
        Index states = 0;
    };

    LayerCall readCall(const Json& entry, const Json& call, std::size_t node) const {
        LayerCall result{&entry, entryName(entry), static_cast<Index>(node), {}, 0};
        const std::string who = "layer " + result.layer;
        if (isOperationEntry(entry)) {
            std::vector<const Json*> arguments;
            static_cast<void>(withoutTensors(member(call, "args", who), arguments));
            static_cast<void>(withoutTensors(member(call, "kwargs", who), arguments));
            for (const Json* one : arguments) result.inputs.push_back(history(*one, who));
            return result;
        }
        if (call.is_array()) return readCallOfKeras2(std::move(result), call, who);
        const Json& args = listMember(call, "args", who);
        if (args.empty() || args.size() > 2)
            throw Error(who + ": expected one input or a list of them, got " + std::to_string(args.size()) +
                        " arguments");
        std::vector<History> states;
        tensors(args[0], who, result.inputs);
        if (result.inputs.empty()) throw Error(who + ": expected an input, got none");
        if (args.size() == 2) tensors(args[1], who, states);
        bool explicitMask = false;
        const Json& keywords = member(call, "kwargs", who);
        for (const auto& [key, value] : keywords.items()) {
            if (value.is_null() || (key == "training" && value == false)) continue;
            if (key == "initial_state") {
                tensors(value, who, states);
            } else if (key == "mask" && isMaskArgument(value)) {
                explicitMask = true;
            } else {
                throw Error(who + ": argument " + key.substr(0, 40) + " is not supported");
            }
        }
        // Keras hands a mask on by itself only to a layer called with one argument.
        if (explicitMask && !states.empty()) throw Error(who + ": mask beside initial_state is not supported");
        result.states = static_cast<Index>(states.size());
        result.inputs.insert(result.inputs.end(), states.begin(), states.end());
        return result;
    }

    // One mask, or a list of them with null where an input has none.
    bool isMaskArgument(const Json& value) const {
        if (!value.is_array()) return m_masks.isMask(value);
        return std::all_of(value.begin(), value.end(),
                           [&](const Json& one) { return one.is_null() || m_masks.isMask(one); });
    }

    // [["lstm", 0, 0, {keywords}], ...]: initial states stand among the inputs of a recurrent layer.
    LayerCall readCallOfKeras2(LayerCall result, const Json& call, const std::string& who) const {
        const Json list = !call.empty() && call[0].is_string() ? Json::array({call}) : call;
        std::vector<History> states;
        for (const Json& one : list) {
            if (!one.is_array() || one.size() < 3 || !one[0].is_string() || !one[1].is_number_integer() ||
                !one[2].is_number_integer())
                throw Error(who + ": expected inbound_nodes [name, node, tensor], got " + shortText(one));
            result.inputs.push_back({one[0].get<std::string>(), one[1].get<Index>(), one[2].get<Index>()});
            if (one.size() < 4 || !one[3].is_object()) continue;
            for (const auto& [key, value] : one[3].items()) {
                if (value.is_null() || (key == "training" && value == false)) continue;
                if (key != "initial_state") throw Error(who + ": argument " + key.substr(0, 40) + " is not supported");
                collect(value, "initial_state", states);
            }
        }
        if (result.inputs.empty()) throw Error(who + ": expected an input, got none");
        const std::string kind = textMember(*result.entry, "class_name", who);
        if (isRecurrent(kind) || kind == "Bidirectional") result.states = static_cast<Index>(result.inputs.size()) - 1;
        result.states += static_cast<Index>(states.size());
        result.inputs.insert(result.inputs.end(), states.begin(), states.end());
        return result;
    }

    // Each call as soon as all that it is fed with is there, in rounds over the list: the order in which the file has
    // them, where it is possible. A call that waits is looked at once for each of its inputs.
    void addCalls() {
        struct Place {
            std::size_t round, call;
            auto operator<=>(const Place&) const = default;
        };
        std::map<std::pair<std::string, Index>, std::vector<std::size_t>> readers;
        std::vector<std::size_t> missing(m_calls.size(), 0), round(m_calls.size(), 0);
        std::set<Place> ready;
        for (std::size_t c = 0; c < m_calls.size(); ++c) {
            std::set<std::pair<std::string, Index>> awaited;
            for (const History& h : m_calls[c].inputs)
                if (!m_outputs.contains({h.layer, h.node})) awaited.insert({h.layer, h.node});
            for (const auto& one : awaited) readers[one].push_back(c);
            missing[c] = awaited.size();
            if (awaited.empty()) ready.insert({0, c});
        }
        while (!ready.empty()) {
            const Place next = *ready.begin();
            ready.erase(ready.begin());
            addCall(m_calls[next.call]);
            for (const std::size_t reader : readers[{m_calls[next.call].layer, m_calls[next.call].node}]) {
                round[reader] = std::max(round[reader], reader > next.call ? next.round : next.round + 1);
                if (--missing[reader] == 0) ready.insert({round[reader], reader});
            }
        }
        for (const LayerCall& call : m_calls)
            if (!m_outputs.contains({call.layer, call.node}))
                throw Error("layer " + call.layer + ": expected inputs that exist, got one that does not");
    }

    void addCall(const LayerCall& call) {
        std::vector<NodeOutput> from;
        for (const History& h : call.inputs) from.push_back(find(h));
        const std::shared_ptr<Layer>& layer = m_layers.at(call.layer);
        m_outputs[{call.layer, call.node}] = m_model->add(layer, from, call.states);
        freezeAsConfigured(*layer, (*call.entry)["config"]);
    }

    const Json& m_config;
    std::shared_ptr<Model> m_model;
    MaskOperations m_masks;
    std::set<std::string> m_inputs;
    std::map<std::string, std::shared_ptr<Layer>> m_layers;
    std::vector<LayerCall> m_calls;
    std::map<std::pair<std::string, Index>, std::vector<NodeOutput>> m_outputs;
};

}  // namespace

std::shared_ptr<Model> functionalFromConfig(const Json& config) {
    return FunctionalReader(config).read();
}

}  // namespace engine
