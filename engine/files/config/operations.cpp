// Each operation by its class name: which layer computes it.
#include "engine/files/config/operations.h"

#include <optional>

#include "engine/core/error.h"
#include "engine/files/config/entries.h"
#include "engine/files/config/formats.h"
#include "engine/files/config/layers.h"
#include "engine/files/config/objects.h"
#include "engine/layers/activationlayer.h"
#include "engine/layers/merging/dot.h"
#include "engine/layers/merging/merge.h"
#include "engine/layers/operations/indexed.h"
#include "engine/layers/operations/pointwise.h"
#include "engine/layers/operations/reduce.h"
#include "engine/layers/rectifiers.h"
#include "engine/layers/reshaping/concatenate.h"
#include "engine/layers/reshaping/reshape.h"
#include "engine/layers/reshaping/timemoves.h"
#include "engine/layers/softmax.h"

namespace engine {

namespace {

using Made = std::shared_ptr<Layer>;

bool isInput(const Json& value) {
    return value.is_object() && value.size() == 1 && value.contains("input");
}

// One operation while it is read.
class OperationReader {
 public:
    OperationReader(const Json& entry, const Json& call, std::vector<const Json*> tensors)
        : m_name(entryName(entry)),
          m_kind(textMember(entry, "class_name", "model: layers")),
          m_config(entry["config"]),
          m_call(call),
          m_tensors(std::move(tensors)) {}

    Made read() const {
        for (const auto make : {&OperationReader::arithmetic, &OperationReader::ofOneNumber, &OperationReader::moves,
                                &OperationReader::reduction, &OperationReader::several})
            if (Made made = (this->*make)()) return made;
        fail(" is not supported");
    }

 private:
    [[noreturn]] void fail(const std::string& why) const {
        throw Error("layer " + m_name.substr(0, 80) + ": " + m_kind.substr(0, 80) + why);
    }

    // From args, kwargs or the config, wherever Keras wrote it; null where it is nowhere.
    const Json& argument(std::size_t position, const char* key) const {
        static const Json none;
        const Json& args = m_call["args"];
        if (position < args.size()) return args[position];
        for (const Json* object : {&m_call["kwargs"], &m_config})
            if (object->is_object() && object->contains(key)) return (*object)[key];
        return none;
    }

    int axis(int otherwise) const {
        const Json& value = argument(1, "axis");
        if (value.is_null()) return otherwise;
        const Json& one = value.is_array() && value.size() == 1 ? value[0] : value;
        if (!one.is_number_integer() || one.get<std::int64_t>() < -4 || one.get<std::int64_t>() > 4)
            fail(": axis " + shortText(value) + " is not supported");
        return one.get<int>();
    }

    // With the batch.
    int rank() const {
        const Json& config = member(*m_tensors.front(), "config", m_name);
        return static_cast<int>(listMember(config, "shape", m_name).size());
    }

    // An axis counted from the front, without the batch.
    std::size_t ownAxis(int axis, int rank) const {
        const int front = axis < 0 ? axis + rank : axis;
        if (front < 1 || front >= rank) fail(": axis " + std::to_string(axis) + " is not supported");
        return static_cast<std::size_t>(front - 1);
    }

    Made arithmetic() const {
        struct Row {
            const char* kind;
            std::optional<Merging> two;
            PointwiseKind left, right;  // tensor and number, number and tensor
        };
        using P = PointwiseKind;
        static const Row rows[] = {{"Add", Merging::Add, P::Add, P::Add},
                                   {"Subtract", Merging::Subtract, P::Subtract, P::SubtractFrom},
                                   {"Multiply", Merging::Multiply, P::Multiply, P::Multiply},
                                   {"TrueDivide", std::nullopt, P::Divide, P::DivideInto},
                                   {"Divide", std::nullopt, P::Divide, P::DivideInto},
                                   {"Power", std::nullopt, P::Power, P::Power}};
        const Json &a = argument(0, "x1"), &b = argument(1, "x2");
        if (isInput(a) && isInput(b) && m_kind == "Maximum") return std::make_shared<Merge>(m_name, Merging::Maximum);
        if (isInput(a) && isInput(b) && m_kind == "Minimum") return std::make_shared<Merge>(m_name, Merging::Minimum);
        for (const Row& row : rows) {
            if (m_kind != row.kind) continue;
            if (isInput(a) && isInput(b)) {
                if (row.two) return std::make_shared<Merge>(m_name, *row.two);
                if (row.left == P::Divide) return std::make_shared<Quotient>(m_name);
            }
            if (isInput(a) && b.is_number()) return std::make_shared<Pointwise>(m_name, row.left, b.get<double>());
            if (a.is_number() && isInput(b) && row.left != P::Power)
                return std::make_shared<Pointwise>(m_name, row.right, a.get<double>());
            fail(" of " + shortText(a) + " and " + shortText(b) + " is not supported");
        }
        return nullptr;
    }

    Made ofOneNumber() const {
        using P = PointwiseKind;
        if (m_kind == "Negative") return std::make_shared<Pointwise>(m_name, P::Multiply, -1.0);
        if (m_kind == "Square") return std::make_shared<Pointwise>(m_name, P::Power, 2.0);
        if (m_kind == "Sqrt") return std::make_shared<Pointwise>(m_name, P::Sqrt, 0.0);
        if (m_kind == "Log") return std::make_shared<Pointwise>(m_name, P::Log, 0.0);
        if (m_kind == "Absolute" || m_kind == "Abs") return std::make_shared<Pointwise>(m_name, P::Absolute, 0.0);
        if (m_kind == "Softmax") return std::make_shared<Softmax>(m_name, axis(-1));
        if (m_kind == "LeakyRelu")
            return std::make_shared<Rectifier>(
                m_name, RectifierOptions{.kind = Rectifying::LeakyReLU, .slope = number("negative_slope", 0.2)});
        if (m_kind == "Elu")
            return std::make_shared<Rectifier>(
                m_name, RectifierOptions{.kind = Rectifying::ELU, .slope = number("alpha", 1.0)});
        if (m_kind == "Gelu" && argument(1, "approximate") != false) fail(" with approximate=True is not supported");
        if (m_kind == "LogSoftmax" && axis(-1) != -1) fail(" over another axis than the last is not supported");
        static const std::pair<const char*, Activation> activations[] = {{"Relu", Activation::Relu},
                                                                         {"Relu6", Activation::Relu6},
                                                                         {"Sigmoid", Activation::Sigmoid},
                                                                         {"Tanh", Activation::Tanh},
                                                                         {"Silu", Activation::Silu},
                                                                         {"Softplus", Activation::Softplus},
                                                                         {"Softsign", Activation::Softsign},
                                                                         {"LogSigmoid", Activation::LogSigmoid},
                                                                         {"Selu", Activation::Selu},
                                                                         {"Gelu", Activation::Gelu},
                                                                         {"LogSoftmax", Activation::LogSoftmax},
                                                                         {"HardSigmoid", Activation::HardSigmoid},
                                                                         {"HardSilu", Activation::HardSilu},
                                                                         {"Exp", Activation::Exponential}};
        for (const auto& [kind, activation] : activations)
            if (m_kind == kind) return std::make_shared<ActivationLayer>(m_name, ActivationLayerOptions{activation});
        return nullptr;
    }

    double number(const char* key, double otherwise) const {
        const Json& value = argument(1, key);
        if (value.is_null()) return otherwise;
        if (!value.is_number()) fail(std::string(": ") + key + " " + shortText(value) + " is not supported");
        return value.get<double>();
    }

    Index bound(const Json& slice, const char* key) const {
        const Json& value = member(slice, key, "layer " + m_name);
        if (value.is_null()) return kWhole;
        if (!value.is_number_integer() || std::abs(value.get<std::int64_t>()) > (std::int64_t{1} << 30))
            fail(": index " + shortText(value) + " is not supported");
        return value.get<Index>();
    }

    // None where the key is an ellipsis.
    std::optional<AxisKey> keyOf(const Json& key) const {
        if (key.is_null()) return NewAxis{};
        if (key.is_number_integer()) return AxisKey(bound(Json{{"i", key}}, "i"));
        const Json kind = key.is_object() ? key.value("class_name", Json()) : Json();
        if (kind == "__ellipsis__") return std::nullopt;
        if (kind != "__slice__") fail(": index " + shortText(key) + " is not supported");
        const Json& config = member(key, "config", "layer " + m_name);
        Slice slice{bound(config, "start"), bound(config, "stop"), bound(config, "step")};
        if (slice.step == kWhole) slice.step = 1;
        if (slice.step == 0) fail(": expected a step other than 0");
        return slice;
    }

    Made getItem() const {
        const Json& given = argument(1, "key");
        const Json list = given.is_array() ? given : Json::array({given});
        if (list.size() > 8) fail(": index " + shortText(given) + " is not supported");
        std::vector<AxisKey> keys;
        int used = 0;
        for (const Json& one : list) {
            const auto key = keyOf(one);
            used += key && !std::holds_alternative<NewAxis>(*key);
        }
        for (const Json& one : list) {
            if (auto key = keyOf(one))
                keys.push_back(*key);
            else
                for (int i = used; i < rank(); ++i) keys.emplace_back(Slice{});
        }
        if (keys.empty() || !std::holds_alternative<Slice>(keys.front()) || std::get<Slice>(keys.front()) != Slice{})
            fail(" of the batch axis is not supported, expected x[:, ...]");
        keys.erase(keys.begin());
        return std::make_shared<Indexed>(m_name, std::move(keys));
    }

    Made moves() const {
        if (m_kind == "GetItem") return getItem();
        if (m_kind == "Transpose") {
            const Json& axes = argument(1, "axes");
            if (axes == Json::array({0, 2, 1})) return std::make_shared<Permute>(m_name, std::vector<Index>{2, 1});
            if (axes == Json::array({0, 1, 2})) return std::make_shared<Permute>(m_name, std::vector<Index>{1, 2});
            fail(": axes " + shortText(axes) + " are not supported");
        }
        const bool expands = m_kind == "ExpandDims";
        if (expands || m_kind == "Squeeze" || m_kind == "Flip") {
            if (argument(1, "axis").is_null()) fail(" without an axis is not supported");
            const std::size_t at = ownAxis(axis(-1), rank() + expands);
            std::vector<AxisKey> keys(at, Slice{});
            if (expands)
                keys.emplace_back(NewAxis{});
            else if (m_kind == "Flip")
                keys.emplace_back(Slice{.step = -1});
            else
                keys.emplace_back(Index{0});
            return std::make_shared<Indexed>(m_name, std::move(keys));
        }
        if (m_kind != "Reshape") return nullptr;
        const Json& shape = argument(1, "newshape");
        if (!shape.is_array() || shape.size() < 2 || shape.size() > 3 || shape[0] != -1)
            fail(": shape " + shortText(shape) + " is not supported, expected one that begins with -1");
        ReshapeOptions options;
        for (std::size_t i = 1; i < shape.size(); ++i) {
            if (!shape[i].is_number_integer() || shape[i].get<std::int64_t>() < 1 ||
                shape[i].get<std::int64_t>() > (1 << 24))
                fail(": shape " + shortText(shape) + " is not supported");
            options.targetShape.push_back(shape[i].get<Index>());
        }
        return std::make_shared<Reshape>(m_name, options);
    }

    Made reduction() const {
        static const std::pair<const char*, Reducing> kinds[] = {
            {"Sum", Reducing::Sum}, {"Mean", Reducing::Mean}, {"Max", Reducing::Max}, {"Min", Reducing::Min}};
        for (const auto& [kind, reducing] : kinds) {
            if (m_kind != kind) continue;
            if (argument(1, "axis").is_null()) fail(" over all axes is not supported");
            return std::make_shared<Reduce>(m_name, ReduceOptions{reducing, axis(-1), argument(2, "keepdims") == true});
        }
        return nullptr;
    }

    Made several() const {
        if (m_kind == "Concatenate") return std::make_shared<Concatenate>(m_name, ConcatenateOptions{axis(-1)});
        if (m_kind == "Matmul" && rank() == 3)
            return std::make_shared<Dot>(m_name, DotOptions{.axes = {2, 1}, .asOne = false});
        return nullptr;
    }

    std::string m_name, m_kind;
    const Json& m_config;
    const Json& m_call;
    std::vector<const Json*> m_tensors;
};

}  // namespace

namespace {

// A layer's class that no operation shares its name with.
bool isOnlyALayer(const std::string& className) {
    for (const char* both :
         {"Add", "Subtract", "Multiply", "Maximum", "Minimum", "Dot", "Concatenate", "Reshape", "Softmax"})
        if (className == both) return false;
    return isPlainLayer(className) || isRecurrent(className) || isWrapper(className) || findFormat(className);
}

}  // namespace

bool isOperationEntry(const Json& entry) {
    if (!entry.is_object()) return false;
    if (entry.contains("module"))
        return entry["module"].is_string() && entry["module"].get<std::string>().rfind("keras.src.ops", 0) == 0;
    // Keras 3's .h5 names no modules; an operation is what says neither whether it is trained nor what shape it has.
    const auto named = entry.find("class_name");
    if (named != entry.end() && named->is_string() && isOnlyALayer(named->get<std::string>())) return false;
    const auto config = entry.find("config"), nodes = entry.find("inbound_nodes");
    return config != entry.end() && config->is_object() && !config->contains("trainable") &&
           !config->contains("layers") && !findShape(*config) && nodes != entry.end() && nodes->is_array() &&
           !nodes->empty() && (*nodes)[0].is_object();
}

namespace {

// Where Keras has an operation of this name, for a file that does not say.
std::string moduleOf(const Json& entry, const std::string& className) {
    if (entry.contains("module")) return textMember(entry, "module", "layer");
    for (const char* own : {"Relu", "Relu6", "Sigmoid", "Softmax", "LogSoftmax", "Silu", "Softplus", "Softsign",
                            "LogSigmoid", "Selu", "Elu", "Gelu", "LeakyRelu", "HardSigmoid", "HardSilu"})
        if (className == own) return "keras.src.ops.nn";
    return "keras.src.ops.numpy";
}

}  // namespace

bool isKerasTensor(const Json& value) {
    return value.is_object() && value.contains("class_name") && value["class_name"] == "__keras_tensor__";
}

Json withoutTensors(const Json& value, std::vector<const Json*>& tensors) {
    if (isKerasTensor(value)) {
        tensors.push_back(&value);
        return {{"input", tensors.size() - 1}};
    }
    if (!value.is_structured()) return value;
    Json result = value.is_array() ? Json::array() : Json::object();
    for (const auto& [key, element] : value.items()) {
        if (value.is_array())
            result.push_back(withoutTensors(element, tensors));
        else
            result[key] = withoutTensors(element, tensors);
    }
    return result;
}

std::shared_ptr<TensorOperation> operationFromEntry(const Json& entry) {
    const std::string name = entryName(entry), who = "layer " + name.substr(0, 80);
    const Json& nodes = listMember(entry, "inbound_nodes", who);
    if (nodes.size() != 1)
        throw Error(who + ": expected one call of an operation, got " + std::to_string(nodes.size()));
    std::vector<const Json*> tensors;
    Json call;
    call["args"] = withoutTensors(listMember(nodes[0], "args", who), tensors);
    call["kwargs"] = withoutTensors(member(nodes[0], "kwargs", who), tensors);
    if (tensors.empty()) throw Error(who + ": expected a tensor, got none");
    const std::string className = textMember(entry, "class_name", who);
    TensorOperationText text{className, moduleOf(entry, className), entry["config"].dump(), call.dump()};
    return std::make_shared<TensorOperation>(name, std::move(text), OperationReader(entry, call, tensors).read());
}

}  // namespace engine
