// A name with arguments, "huber(delta=2.0)": how losses, metrics, optimizers and schedules are written in lessons and
// commands.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace engine {

/// One choice out of a table: Keras's name in snake case, and the other names it answers to.
struct NamedChoice {
    std::string name;                  ///< "mean_squared_error"
    std::vector<std::string> aliases;  ///< "mse"
};

/// Parses `name(key=value,...)`. Values are numbers, true/false, words, "quoted words" or [lists, of, these].
/// Each argument that a builder knows is taken with one of the calls below; `finish` then refuses what was not taken.
/// Errors are one line: `loss "huber": unknown argument "dleta"; there is delta`.
class CallSpec {
 public:
    /// `kind` names what is written, for messages: "loss". Throws Error for text that is not of the form.
    CallSpec(const std::string& text, std::string kind);

    /// The name as it was written.
    [[nodiscard]] const std::string& name() const { return m_name; }
    /// The choice of this name; case and underscores do not matter, so that Keras's class names are known too.
    /// Throws Error listing the names there are.
    [[nodiscard]] std::string choose(const std::vector<NamedChoice>& choices) const;

    /// Arguments. One that was not given, or given as None, has the fallback. Throws Error for a value of another kind.
    [[nodiscard]] double number(const std::string& key, double fallback);
    [[nodiscard]] std::optional<double> optionalNumber(const std::string& key);
    /// Throws Error where the argument is missing.
    [[nodiscard]] double requiredNumber(const std::string& key);
    [[nodiscard]] bool flag(const std::string& key, bool fallback);
    [[nodiscard]] std::string word(const std::string& key, const std::string& fallback);
    [[nodiscard]] std::vector<double> numbers(const std::string& key);
    [[nodiscard]] std::vector<std::string> words(const std::string& key);
    [[nodiscard]] bool has(const std::string& key) const;
    /// Whether the argument is there and a [list].
    [[nodiscard]] bool isList(const std::string& key) const;
    [[nodiscard]] bool hasArguments() const { return !m_arguments.empty(); }
    /// The whole again, without one argument.
    [[nodiscard]] std::string textWithout(const std::string& key) const;

    /// Throws Error naming an argument that nobody took, and those there are.
    void finish() const;
    /// Throws Error `kind "name": problem`.
    [[noreturn]] void fail(const std::string& problem) const;

 private:
    std::string m_kind;
    std::string m_name;
    std::vector<std::pair<std::string, std::string>> m_arguments;
    std::vector<std::string> m_known;

    std::optional<std::string> take(const std::string& key);
    double toNumber(const std::string& key, const std::string& value) const;
};

/// "a, b and c"
[[nodiscard]] std::string listed(const std::vector<std::string>& names);

}  // namespace engine
