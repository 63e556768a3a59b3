// Reads one object of a Keras config key by key; what nobody asked for is refused at the end.
#pragma once

#include <set>
#include <string>

#include <nlohmann/json.hpp>

#include "engine/core/activations.h"
#include "engine/core/parameter.h"

namespace engine {

using Json = nlohmann::ordered_json;

/// `who` starts every message: "layer lstm". A key that is absent or null has the default.
class ConfigReader {
 public:
    /// strict (lessons): an unknown key is an error that lists the known ones; otherwise it is refused only when it is
    /// set.
    ConfigReader(std::string who, const Json& object, bool strict);

    [[nodiscard]] const std::string& who() const { return m_who; }
    [[nodiscard]] bool strict() const { return m_strict; }

    /// The value, or null where absent or null.
    [[nodiscard]] const Json* take(const std::string& key);
    /// Whether the key is there at all, be it null.
    [[nodiscard]] bool present(const std::string& key) const { return m_object.contains(key); }
    [[nodiscard]] Index integer(const std::string& key, Index otherwise, Index least, Index most);
    /// Throws where the key is missing.
    [[nodiscard]] Index neededInteger(const std::string& key, Index least, Index most);
    [[nodiscard]] double number(const std::string& key, double otherwise);
    /// In [0, 1).
    [[nodiscard]] double rate(const std::string& key, double otherwise);
    [[nodiscard]] bool boolean(const std::string& key, bool otherwise);
    [[nodiscard]] std::string text(const std::string& key, const std::string& otherwise);
    [[nodiscard]] Activation activation(const std::string& key, Activation otherwise);
    [[nodiscard]] Initializer initializer(const std::string& key, const Initializer& otherwise);
    [[nodiscard]] Regularizer regularizer(const std::string& key);
    [[nodiscard]] Constraint constraint(const std::string& key);
    /// Options that we do not have: only null is taken.
    void mustBeNull(const std::string& key);
    /// Keys that change no number.
    void skip(const std::string& key);
    /// name, trainable, dtype and what else every layer of Keras writes. The dtype must be float32.
    void skipCommon();

    /// Refuses keys that were not asked for.
    void finish() const;
    /// Throws Error "who: text".
    [[noreturn]] void fail(const std::string& text) const;

 private:
    std::string m_who;
    const Json& m_object;
    bool m_strict;
    std::set<std::string> m_known, m_hidden;
};

/// A dtype policy of Keras that is computed in float32 here: float16, mixed_bfloat16 ...
[[nodiscard]] bool isOtherFloat(const Json& dtype);

/// Short text of a value for a message, at most 40 characters.
[[nodiscard]] std::string shortText(const Json& value);

}  // namespace engine
