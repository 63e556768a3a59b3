// Recognises the mask operations of a Functional model.
#include "engine/files/config/maskops.h"

#include <algorithm>
#include <array>
#include <set>

#include "engine/core/error.h"
#include "engine/files/config/operations.h"

namespace engine {

namespace {

// What Embedding, Masking and Concatenate compute their masks with.
constexpr std::array kMaskClasses{"NotEqual", "Any", "ExpandDims", "ZerosLike", "OnesLike", "LogicalOr", "Concatenate"};

const Json& at(const Json& object, const char* key) {
    static const Json none;
    return object.is_object() && object.contains(key) ? object[key] : none;
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
        if (isOperationEntry(entry) || !nodes.is_array()) continue;
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
    // Each as soon as it reads nothing but masks; OnesLike and ZerosLike make one of any tensor.
    const auto readsMasks = [&](const Json& entry) {
        std::vector<const Json*> tensors;
        static_cast<void>(withoutTensors(at(entry, "inbound_nodes"), tensors));
        return !tensors.empty() &&
               std::all_of(tensors.begin(), tensors.end(), [&](const Json* one) { return isMask(*one); });
    };
    for (bool more = true; more;) {
        more = false;
        for (const Json& entry : layers) {
            if (!isOperationEntry(entry)) continue;
            const Json& className = at(entry, "class_name");
            const Json& name = at(at(entry, "config"), "name");
            if (!name.is_string() || !className.is_string())
                throw Error("model: layers: expected an operation's name, got none");
            const std::string kind = className.get<std::string>();
            if (isMaskOperation(name.get<std::string>()) ||
                std::find(kMaskClasses.begin(), kMaskClasses.end(), kind) == kMaskClasses.end())
                continue;
            bool known = kind == "OnesLike" || kind == "ZerosLike";
            if (kind == "NotEqual") {
                const Json& nodes = at(entry, "inbound_nodes");
                const Json& args = nodes.is_array() && !nodes.empty() ? at(nodes[0], "args") : nodes;
                known = args.is_array() && args.size() == 2 && args[1].is_number() &&
                        masked.contains({sourceOf(firstArgument(entry)), args[1].get<double>()});
            } else if (!known) {
                known = readsMasks(entry);
            }
            if (!known) continue;
            m_operations[name.get<std::string>()] = &entry;
            more = true;
        }
    }
}

bool MaskOperations::isMask(const Json& argument) const {
    if (at(argument, "class_name") != "__keras_tensor__") return false;
    const Json& history = at(at(argument, "config"), "keras_history");
    return history.is_array() && !history.empty() && history[0].is_string() &&
           isMaskOperation(history[0].get<std::string>());
}

}  // namespace engine
