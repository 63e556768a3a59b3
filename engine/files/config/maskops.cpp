// Recognises the mask operations of a Functional model.
#include "engine/files/config/maskops.h"

#include <algorithm>
#include <array>
#include <set>

#include "engine/core/error.h"

namespace engine {

namespace {

// What Embedding, Masking and Concatenate compute their masks with.
constexpr std::array kMaskClasses{"NotEqual", "Any", "ExpandDims", "ZerosLike", "OnesLike", "LogicalOr", "Concatenate"};

const Json& at(const Json& object, const char* key) {
    static const Json none;
    return object.is_object() && object.contains(key) ? object[key] : none;
}

bool isOperation(const Json& entry) {
    const Json& module = at(entry, "module");
    return module.is_string() && module.get<std::string>().rfind("keras.src.ops", 0) == 0;
}

// keras_history of a tensor argument as text, "" for anything else.
std::string sourceOf(const Json& argument) {
    if (at(argument, "class_name") != "__keras_tensor__") return {};
    return at(at(argument, "config"), "keras_history").dump();
}

const Json& firstArgument(const Json& entry) {
    static const Json none;
    const Json& nodes = at(entry, "inbound_nodes");
    if (!nodes.is_array() || nodes.empty()) return none;
    const Json& args = at(nodes[0], "args");
    return args.is_array() && !args.empty() ? args[0] : none;
}

}  // namespace

MaskOperations::MaskOperations(const Json& layers) {
    // What is masked, and which value means "masked".
    std::set<std::pair<std::string, double>> masked;
    for (const Json& entry : layers) {
        const Json& nodes = at(entry, "inbound_nodes");
        if (isOperation(entry) || !nodes.is_array()) continue;
        const Json& config = at(entry, "config");
        for (const Json& node : nodes) {
            const Json& args = at(node, "args");
            if (!args.is_array() || args.empty()) continue;
            if (at(entry, "class_name") == "Embedding" && at(config, "mask_zero") == true)
                masked.insert({sourceOf(args[0]), 0.0});
            if (at(entry, "class_name") == "Masking" && at(config, "mask_value").is_number())
                masked.insert({sourceOf(args[0]), at(config, "mask_value").get<double>()});
        }
    }
    for (const Json& entry : layers) {
        if (!isOperation(entry)) continue;
        const Json& className = at(entry, "class_name");
        const Json& name = at(at(entry, "config"), "name");
        if (!name.is_string() || !className.is_string())
            throw Error("model: layers: expected an operation's name, got none");
        const std::string kind = className.get<std::string>();
        bool known = std::find(kMaskClasses.begin(), kMaskClasses.end(), kind) != kMaskClasses.end();
        if (known && kind == "NotEqual") {
            const Json& nodes = at(entry, "inbound_nodes");
            const Json& args = nodes.is_array() && !nodes.empty() ? at(nodes[0], "args") : nodes;
            known = args.is_array() && args.size() == 2 && args[1].is_number() &&
                    masked.contains({sourceOf(firstArgument(entry)), args[1].get<double>()});
        }
        if (!known)
            throw Error("layer " + name.get<std::string>().substr(0, 80) + ": " + kind.substr(0, 80) +
                        " is not supported");
        m_operations[name.get<std::string>()] = &entry;
    }
}

bool MaskOperations::isMask(const Json& argument) const {
    if (at(argument, "class_name") != "__keras_tensor__") return false;
    const Json& history = at(at(argument, "config"), "keras_history");
    return history.is_array() && !history.empty() && history[0].is_string() &&
           isMaskOperation(history[0].get<std::string>());
}

}  // namespace engine
