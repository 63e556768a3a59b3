// Initializers and regularizers, in and out.
#include "engine/files/config/objects.h"

#include <array>
#include <cctype>
#include <charconv>
#include <cstdlib>

#include "engine/core/error.h"
#include "engine/core/initializers.h"
#include "engine/files/config/reader.h"

namespace engine {

std::string snakeCase(const std::string& className) {
    const auto upper = [&](std::size_t i) {
        return i < className.size() && std::isupper(static_cast<unsigned char>(className[i]));
    };
    const auto lower = [&](std::size_t i) {
        return i < className.size() && std::islower(static_cast<unsigned char>(className[i]));
    };
    std::string name;
    for (std::size_t i = 0; i < className.size(); ++i) {
        if (upper(i) && i > 0 && (lower(i + 1) || lower(i - 1))) name += '_';
        name += static_cast<char>(std::tolower(static_cast<unsigned char>(className[i])));
    }
    return name;
}

double shortestFloat(double value) {
    std::array<char, 32> text{};
    const auto result = std::to_chars(text.data(), text.data() + text.size() - 1, static_cast<float>(value));
    *result.ptr = '\0';
    return std::strtod(text.data(), nullptr);
}

Json kerasObject(const std::string& module, const std::string& className, Json config) {
    Json object;
    object["module"] = module;
    object["class_name"] = className;
    object["config"] = std::move(config);
    object["registered_name"] = nullptr;
    return object;
}

namespace {

struct Named {
    std::string className;  // as written: "GlorotUniform" or "glorot_uniform"
    Json config = Json::object();
};

// The three ways an object can be named: a text, {"class_name", "config"}, and a lesson's {"L2": {...}}.
Named named(const Json& value, const std::string& who) {
    Named result;
    if (value.is_string()) {
        result.className = value.get<std::string>();
    } else if (value.is_object() && value.contains("class_name")) {
        if (!value["class_name"].is_string())
            throw Error(who + ": expected a class_name, got " + shortText(value["class_name"]));
        result.className = value["class_name"].get<std::string>();
        if (value.contains("config") && !value["config"].is_null()) result.config = value["config"];
    } else if (value.is_object() && value.size() == 1) {
        result.className = value.begin().key();
        if (!value.begin()->is_null()) result.config = *value.begin();
    } else {
        throw Error(who + ": expected a name, got " + shortText(value));
    }
    return result;
}

std::string camelCase(const std::string& name) {
    std::string result;
    bool up = true;
    for (const char c : name) {
        if (c == '_') {
            up = true;
            continue;
        }
        result += up ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c;
        up = false;
    }
    return result;
}

}  // namespace

Initializer initializerFromConfig(const Json& value, const std::string& who, bool strict) {
    const Named object = named(value, who);
    Initializer initializer;
    initializer.name = snakeCase(object.className);
    if (initializer.name == "orthogonal_initializer") initializer.name = "orthogonal";
    if (initializer.name == "identity_initializer") initializer.name = "identity";
    if (initializer.name == "uniform") initializer.name = "random_uniform";
    if (initializer.name == "normal") initializer.name = "random_normal";
    const std::string& name = initializer.name;
    ConfigReader config(who, object.config, strict);
    for (const char* key : {"seed", "dtype", "input_axes", "output_axes"}) config.skip(key);
    if (name == "constant") {
        initializer.a = config.number("value", 0.0);
    } else if (name == "random_normal" || name == "truncated_normal") {
        initializer.a = config.number("mean", 0.0);
        initializer.b = config.number("stddev", 0.05);
    } else if (name == "random_uniform") {
        initializer.a = config.number("minval", -0.05);
        initializer.b = config.number("maxval", 0.05);
    } else if (name == "variance_scaling") {
        initializer.a = config.number("scale", 1.0);
        initializer.mode = config.text("mode", "fan_in");
        initializer.distribution = config.text("distribution", "truncated_normal");
        if (initializer.distribution == "normal") initializer.distribution = "truncated_normal";
    } else if (name == "orthogonal" || name == "identity") {
        initializer.a = config.number("gain", 1.0);
    }
    try {
        checkInitializer(initializer, who);
    } catch (const Error&) {
        if (strict) throw;
        throw Error(who + " " + object.className.substr(0, 40) + " is not supported");
    }
    config.finish();
    return initializer;
}

Json initializerConfig(const Initializer& initializer) {
    std::string name = initializer.name;
    if (name == "uniform" || name == "normal") name = "random_" + name;
    // An initializer without arguments means Keras's defaults.
    const bool defaults = initializer.a == 0.0 && initializer.b == 0.0;
    Json config = Json::object();
    if (name != "zeros" && name != "ones" && name != "constant" && name != "identity") config["seed"] = nullptr;
    if (name == "constant") {
        config["value"] = initializer.a;
    } else if (name == "random_normal" || name == "truncated_normal") {
        config["mean"] = initializer.a;
        config["stddev"] = defaults ? 0.05 : initializer.b;
    } else if (name == "random_uniform") {
        config["minval"] = defaults ? -0.05 : initializer.a;
        config["maxval"] = defaults ? 0.05 : initializer.b;
    } else if (name == "variance_scaling") {
        config["scale"] = defaults ? 1.0 : initializer.a;
        config["mode"] = initializer.mode.empty() ? "fan_in" : initializer.mode;
        config["distribution"] = initializer.distribution.empty() || initializer.distribution == "normal"
                                     ? "truncated_normal"
                                     : initializer.distribution;
    } else if (name == "orthogonal") {
        config["gain"] = defaults ? 1.0 : initializer.a;
    }
    return kerasObject("keras.initializers", camelCase(name), std::move(config));
}

Regularizer regularizerFromConfig(const Json& value, const std::string& who, bool strict) {
    const Named object = named(value, who);
    std::string name = snakeCase(object.className);
    if (name == "l1_l2") name = "l1l2";
    ConfigReader config(who, object.config, strict);
    Regularizer regularizer;
    // Keras's default factor differs: 0.01 for the single ones, 0 for both together.
    if (name == "l1")
        regularizer.l1 = config.number("l1", 0.01);
    else if (name == "l2")
        regularizer.l2 = config.number("l2", 0.01);
    else if (name == "l1l2") {
        regularizer.l1 = config.number("l1", 0.0);
        regularizer.l2 = config.number("l2", 0.0);
    } else {
        throw Error(who + " " + object.className.substr(0, 40) + " is not supported");
    }
    config.finish();
    if (!(regularizer.l1 >= 0.0) || !(regularizer.l2 >= 0.0)) throw Error(who + ": expected a penalty of 0 or more");
    return regularizer;
}

Json regularizerConfig(const Regularizer& regularizer) {
    if (!regularizer.active()) return nullptr;
    if (regularizer.l1 == 0.0) return kerasObject("keras.regularizers", "L2", {{"l2", regularizer.l2}});
    if (regularizer.l2 == 0.0) return kerasObject("keras.regularizers", "L1", {{"l1", regularizer.l1}});
    return kerasObject("keras.regularizers", "L1L2", {{"l1", regularizer.l1}, {"l2", regularizer.l2}});
}

Constraint constraintFromConfig(const Json& value, const std::string& who, bool strict) {
    using Kind = Constraint::Kind;
    const Named object = named(value, who);
    const std::string name = snakeCase(object.className);
    ConfigReader config(who, object.config, strict);
    Constraint constraint;
    if (name == "max_norm" || name == "maxnorm") {
        constraint = {.kind = Kind::MaxNorm, .maxValue = config.number("max_value", 2.0)};
    } else if (name == "non_neg" || name == "nonneg") {
        constraint.kind = Kind::NonNeg;
    } else if (name == "unit_norm" || name == "unitnorm") {
        constraint.kind = Kind::UnitNorm;
    } else if (name == "min_max_norm" || name == "minmaxnorm") {
        constraint = {.kind = Kind::MinMaxNorm,
                      .minValue = config.number("min_value", 0.0),
                      .maxValue = config.number("max_value", 1.0),
                      .rate = config.number("rate", 1.0)};
    } else {
        throw Error(who + " " + object.className.substr(0, 40) + " is not supported");
    }
    if (constraint.kind != Kind::NonNeg) {
        const Json* axis = config.take("axis");
        constraint.allButLast = axis && *axis == Json::array({0, 1});
        if (axis && *axis != 0 && *axis != Json::array({0}) && !constraint.allButLast)
            config.fail("axis " + shortText(*axis) + " is not supported");
    }
    config.finish();
    return constraint;
}

Json constraintConfig(const Constraint& constraint) {
    using Kind = Constraint::Kind;
    const Json axis = constraint.allButLast ? Json::array({0, 1}) : Json(0);
    switch (constraint.kind) {
        case Kind::MaxNorm:
            return kerasObject("keras.constraints", "MaxNorm", {{"max_value", constraint.maxValue}, {"axis", axis}});
        case Kind::NonNeg:
            return kerasObject("keras.constraints", "NonNeg", Json::object());
        case Kind::UnitNorm:
            return kerasObject("keras.constraints", "UnitNorm", {{"axis", axis}});
        case Kind::MinMaxNorm:
            return kerasObject("keras.constraints", "MinMaxNorm",
                               {{"min_value", constraint.minValue},
                                {"max_value", constraint.maxValue},
                                {"rate", constraint.rate},
                                {"axis", axis}});
        case Kind::None:
            break;
    }
    return nullptr;
}

}  // namespace engine
