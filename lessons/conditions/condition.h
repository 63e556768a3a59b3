// Goals of exercises as a lesson writes them: "h[3] at t=18 > 0.9", "val_accuracy >= 0.95 and not edited". Parsed here,
// weighed against the live tool in lessons/goals. lessons/README.md explains the language to teachers.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "engine/core/error.h"

namespace lessons {

enum class Comparison { Less, LessOrEqual, Greater, GreaterOrEqual, Equal, NotEqual };

/// "units<=8" behind "of a run with".
struct SettingTest {
    std::string name;
    Comparison comparison = Comparison::Equal;
    double value = 0;
    std::size_t column = 1;  ///< in the condition, from 1
};

/// A number that a condition reads from the tool.
struct LiveNumber {
    enum class Kind {
        State,     ///< h[3] at t=18: an operation of the shown cell
        Gradient,  ///< gradient(h[3]) at t=18: of the loss by it
        Weight,    ///< weight(kernel:2,7)
        Output,    ///< output[1]
        Named,     ///< a metric, a figure of the outcome, a setting, epoch
    };
    Kind kind = Kind::Named;
    std::string name;  ///< operation, parameter, or the word
    int row = 1;       ///< Weight
    int unit = 1;      ///< unit, column or output, from 1
    int t = 0;         ///< from 1; 0: the last step
    bool ofARun = false;
    std::vector<SettingTest> with;  ///< ofARun: a finished run whose settings pass all of these
};

/// A node of the tree; whether it is a number or true/false was settled when it was parsed.
struct Expression {
    enum class Kind { Number, Live, Negate, Add, Subtract, Multiply, Divide, Compare, And, Or, Not, Clamped, Edited };
    Kind kind = Kind::Number;
    double number = 0;
    LiveNumber live;
    Comparison comparison = Comparison::Less;
    std::string name;  ///< Clamped: the operation
    std::vector<Expression> parts;
    std::size_t column = 1;           ///< where it begins in the text, from 1
    std::size_t from = 0, until = 0;  ///< its characters
    [[nodiscard]] bool isTruth() const;
};

struct Condition {
    std::string text;
    Expression root;
};

/// A number instead of something true or false: "f[1] at t=1 * 100".
struct LiveValue {
    std::string text;
    Expression root;
};

/// What is wrong with a condition, and at which of its characters (from 1).
class ConditionError : public engine::Error {
 public:
    ConditionError(std::size_t at, const std::string& message) : Error(message), column(at) {}
    std::size_t column;
};

/// Throws ConditionError.
[[nodiscard]] Condition parseCondition(const std::string& text);
/// Throws ConditionError; "of a run" too: there may be many.
[[nodiscard]] LiveValue parseLiveValue(const std::string& text);

/// Calls visit(const Expression&) for the node and all below it.
template <typename Visit>
void forEachPart(const Expression& node, const Visit& visit) {
    visit(node);
    for (const Expression& part : node.parts) forEachPart(part, visit);
}

}  // namespace lessons
