// Typed access to a config's keys, with messages that name the layer and the key.
#include "engine/files/config/reader.h"

#include <cmath>

#include "engine/core/error.h"
#include "engine/files/config/objects.h"

namespace engine {

std::string shortText(const Json& value) {
    if (value.is_object()) {
        if (value.contains("class_name") && value["class_name"].is_string())
            return value["class_name"].get<std::string>().substr(0, 40);
        return "an object";
    }
    if (value.is_array() && value.size() > 8) return "a list of " + std::to_string(value.size());
    std::string text;
    if (value.is_array()) {
        for (const Json& element : value) text += (text.empty() ? "" : ", ") + shortText(element);
        text = "[" + text + "]";
    } else {
        text = value.dump(-1, ' ', true, Json::error_handler_t::replace);
    }
    return text.size() > 40 ? text.substr(0, 37) + "..." : text;
}

bool isOtherFloat(const Json& dtype) {
    return dtype == "float16" || dtype == "bfloat16" || dtype == "float64" || dtype == "mixed_float16" ||
           dtype == "mixed_bfloat16";
}

ConfigReader::ConfigReader(std::string who, const Json& object, bool strict)
    : m_who(std::move(who)), m_object(object), m_strict(strict) {
    if (!object.is_object()) fail("expected an object of options, got " + shortText(object));
}

void ConfigReader::fail(const std::string& text) const {
    throw Error(m_who + ": " + text);
}

const Json* ConfigReader::take(const std::string& key) {
    m_known.insert(key);
    const auto found = m_object.find(key);
    return found == m_object.end() || found->is_null() ? nullptr : &*found;
}

Index ConfigReader::integer(const std::string& key, Index otherwise, Index least, Index most) {
    const Json* value = take(key);
    if (!value) return otherwise;
    const bool whole =
        value->is_number_integer() || (value->is_number_float() && std::abs(value->get<double>()) < 1e15 &&
                                       value->get<double>() == std::floor(value->get<double>()));
    const double asked = whole ? value->get<double>() : 0.0;
    if (!whole || asked < static_cast<double>(least) || asked > static_cast<double>(most))
        fail(key + ": expected a whole number from " + std::to_string(least) + " to " + std::to_string(most) +
             ", got " + shortText(*value));
    return static_cast<Index>(asked);
}

Index ConfigReader::neededInteger(const std::string& key, Index least, Index most) {
    if (!take(key)) fail("expected " + key + ", got none");
    return integer(key, least, least, most);
}

double ConfigReader::number(const std::string& key, double otherwise) {
    const Json* value = take(key);
    if (!value) return otherwise;
    if (!value->is_number()) fail(key + ": expected a number, got " + shortText(*value));
    return value->get<double>();
}

double ConfigReader::rate(const std::string& key, double otherwise) {
    const double value = number(key, otherwise);
    if (!(value >= 0.0 && value < 1.0))
        fail(key + ": expected a number from 0 up to, but not, 1, got " + shortText(*take(key)));
    return value;
}

bool ConfigReader::boolean(const std::string& key, bool otherwise) {
    const Json* value = take(key);
    if (!value) return otherwise;
    if (!value->is_boolean()) fail(key + ": expected true or false, got " + shortText(*value));
    return value->get<bool>();
}

std::string ConfigReader::text(const std::string& key, const std::string& otherwise) {
    const Json* value = take(key);
    if (!value) return otherwise;
    if (!value->is_string()) fail(key + ": expected a text, got " + shortText(*value));
    return value->get<std::string>();
}

Activation ConfigReader::activation(const std::string& key, Activation otherwise) {
    const Json* value = take(key);
    if (!value) return otherwise;
    std::string name;
    if (value->is_string()) name = value->get<std::string>();
    // Keras writes {"class_name": "function", "config": "relu"} for a function that is registered.
    else if (value->is_object() && value->contains("config") && (*value)["config"].is_string())
        name = (*value)["config"].get<std::string>();
    else
        fail(key + " " + shortText(*value) + " is not supported");
    try {
        return activationFromName(name, m_who);
    } catch (const Error&) {
        fail(key + " " + shortText(Json(name)) + " is not supported");
    }
}

Initializer ConfigReader::initializer(const std::string& key, const Initializer& otherwise) {
    const Json* value = take(key);
    return value ? initializerFromConfig(*value, m_who + ": " + key, m_strict) : otherwise;
}

Regularizer ConfigReader::regularizer(const std::string& key) {
    const Json* value = take(key);
    return value ? regularizerFromConfig(*value, m_who + ": " + key, m_strict) : Regularizer{};
}

Constraint ConfigReader::constraint(const std::string& key) {
    const Json* value = take(key);
    return value ? constraintFromConfig(*value, m_who + ": " + key, m_strict) : Constraint{};
}

void ConfigReader::mustBeNull(const std::string& key) {
    m_hidden.insert(key);
    if (const Json* value = take(key)) fail(key + " " + shortText(*value) + " is not supported");
}

void ConfigReader::skip(const std::string& key) {
    m_known.insert(key);
    m_hidden.insert(key);
}

void ConfigReader::skipCommon() {
    for (const char* key : {"name", "trainable", "batch_input_shape", "batch_shape", "time_major", "implementation",
                            "input_length", "input_dim_hint", "autocast", "shared_object_id"})
        skip(key);
    if (const Json* dtype = take("dtype")) {
        const Json* name = dtype;
        if (dtype->is_object() && dtype->contains("config") && (*dtype)["config"].is_object() &&
            (*dtype)["config"].contains("name"))
            name = &(*dtype)["config"]["name"];
        if (*name != "float32" && (m_strict || !isOtherFloat(*name)))
            fail("dtype " + shortText(*name) + " is not supported");
    }
    m_hidden.insert("dtype");
}

void ConfigReader::finish() const {
    for (const auto& [key, value] : m_object.items()) {
        if (m_known.contains(key) || (!m_strict && value.is_null())) continue;
        if (!m_strict) fail("option " + shortText(Json(key)) + " is not supported");
        std::string known;
        for (const std::string& name : m_known)
            if (!m_hidden.contains(name)) known += (known.empty() ? "" : ", ") + name;
        fail("unknown key " + shortText(Json(key)) + ", expected " + (known.empty() ? "none" : known));
    }
}

}  // namespace engine
