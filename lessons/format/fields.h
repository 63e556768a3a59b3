// Typed, checked access to one map of a front matter; every refusal says where, what was expected and what came.
#pragma once

#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "lessons/format/lesson.h"
#include "lessons/place/choices.h"

namespace lessons {

/// The numbers a key takes.
struct Range {
    double low = -std::numeric_limits<double>::infinity();
    double high = std::numeric_limits<double>::infinity();
    bool withoutLow = false, withoutHigh = false;

    static Range above(double low) { return {low, std::numeric_limits<double>::infinity(), true, false}; }
    static Range atLeast(double low) { return {low}; }
    static Range between(double low, double high) { return {low, high}; }
    /// [low, high)
    static Range below(double low, double high) { return {low, high, false, true}; }
    [[nodiscard]] bool holds(double value) const;
    [[nodiscard]] std::string text() const;  ///< " above 0", " of at least 1", " from 0 to 1", ""
};

/// A key that is asked for is a key that is known: ask for all, then call refuseOthers. Without a fallback a key must
/// be there.
class Fields {
 public:
    /// "06-forecasting.md:7:3: " of a dotted path.
    using Where = std::function<std::string(const std::string& path)>;

    /// object: a map, or null for an empty one. path: its dotted path, "data".
    Fields(const Json& object, std::string path, Where where);
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
    /// Throws "06-forecasting.md:7:3: MESSAGE".
    [[noreturn]] void failAt(const std::string& key, const std::string& message) const;
    [[nodiscard]] const std::string& path() const { return m_path; }

 private:
    const Json* find(const std::string& key) const;
    const Json& required(const std::string& key, const std::string& expected) const;

    Json m_object;
    std::string m_path;
    Where m_where;
    mutable std::vector<std::string> m_known;
};

}  // namespace lessons
