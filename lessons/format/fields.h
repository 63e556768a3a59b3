// Typed, checked access to one map of a front matter; every refusal says where, what was expected and what came.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "lessons/format/lesson.h"
#include "lessons/format/setting.h"
#include "lessons/place/choices.h"

namespace lessons {

/// A key that is asked for is a key that is known: ask for all, then call refuseOthers. Without a fallback a key must
/// be there.
class Fields {
 public:
    /// Throws the message with the place of a dotted path, "06-forecasting.md:7:3: MESSAGE".
    using Fail = std::function<void(const std::string& path, const std::string& message,
                                    const std::optional<WantedNumber>& wanted)>;

    /// object: a map, or null for an empty one. path: its dotted path, "data".
    Fields(const Json& object, std::string path, Fail fail);
    /// The section "data", "model", "training", "result" or "expected" of a spec.
    Fields(const Spec& spec, const std::string& section);

    [[nodiscard]] bool has(const std::string& key) const;
    [[nodiscard]] bool isMap(const std::string& key) const;
    double number(const std::string& key, Range range = {}, std::optional<double> fallback = {}) const;
    std::int64_t integer(const std::string& key, Range range = {}, std::optional<std::int64_t> fallback = {}) const;
    bool boolean(const std::string& key, std::optional<bool> fallback = {}) const;
    std::string text(const std::string& key, std::optional<std::string> fallback = {}) const;
    std::string oneOf(const std::string& key, const std::vector<std::string>& allowed,
                      std::optional<std::string> fallback = {}) const;
    /// A word or a list of words; an absent key gives none.
    std::vector<std::string> texts(const std::string& key) const;
    /// As it is written; an absent key gives null.
    [[nodiscard]] Json value(const std::string& key) const;
    /// A map below this one; an absent key gives an empty one.
    Fields map(const std::string& key) const;
    /// A list of maps; an absent key gives none.
    [[nodiscard]] std::vector<Fields> maps(const std::string& key) const;
    /// The keys of this map, in the file's order.
    [[nodiscard]] std::vector<std::string> keys() const;

    /// Throws for a key that nobody asked for, naming those that were, and the nearest.
    void refuseOthers() const;
    /// Throws "06-forecasting.md:7:3: epochs: expected MESSAGE".
    [[noreturn]] void fail(const std::string& key, const std::string& expected) const;
    [[noreturn]] void failNumber(const std::string& key, bool isWhole, Range range) const;
    /// Throws "06-forecasting.md:7:3: MESSAGE".
    [[noreturn]] void failAt(const std::string& key, const std::string& message,
                             const std::optional<WantedNumber>& wanted = {}) const;
    [[nodiscard]] const std::string& path() const { return m_path; }

 private:
    const Json* find(const std::string& key) const;
    const Json& required(const std::string& key, const std::string& expected) const;

    Json m_object;
    std::string m_path;
    Fail m_fail;
    mutable std::vector<std::string> m_known;
};

}  // namespace lessons
