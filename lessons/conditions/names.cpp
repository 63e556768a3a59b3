// Compares the names of a condition with those that its lesson has.
#include "lessons/conditions/names.h"

#include <algorithm>

#include "lessons/place/choices.h"

namespace lessons {
namespace {

using Names = std::vector<std::string>;

bool has(const Names& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

void require(const Names& names, const std::string& what, const std::string& name, std::size_t column) {
    if (has(names, name)) return;
    // One letter is near every other.
    const auto near = name.size() > 1 ? nearMatch(name, names) : std::nullopt;
    throw ConditionError(column, what + ": expected " + listWords(names) + ", got \"" + name + "\"" +
                                     (near ? " (did you mean " + *near + "?)" : ""));
}

void requireOperation(const ConditionNames& names, const std::string& operation, int unit, std::size_t column) {
    if (!names.knowsCells) return;
    Names operations;
    for (const auto& [name, units] : names.units) operations.push_back(name);
    require(operations, "operation", operation, column);
    const int units = names.units.at(operation);
    if (unit > units)
        throw ConditionError(column, operation + ": expected a unit from 1 to " + std::to_string(units) + ", got " +
                                         std::to_string(unit));
}

void checkLive(const LiveNumber& live, const ConditionNames& names, std::size_t column) {
    switch (live.kind) {
        case LiveNumber::Kind::State:
            return requireOperation(names, live.name, live.unit, column);
        case LiveNumber::Kind::Gradient:
            if (!names.hasLoss) throw ConditionError(column, "gradient: this lesson has no loss to go back from");
            return requireOperation(names, live.name, live.unit, column);
        case LiveNumber::Kind::Weight:
            if (names.knowsCells) require(names.parameters, "weight", live.name, column);
            return;
        case LiveNumber::Kind::Output:
            return;
        case LiveNumber::Kind::Named:
            break;
    }
    Names words = names.metrics;
    words.insert(words.end(), names.figures.begin(), names.figures.end());
    words.insert(words.end(), names.settings.begin(), names.settings.end());
    if (names.units.contains(live.name))
        throw ConditionError(column, live.name + ": expected a unit, as in " + live.name + "[1]");
    require(words, "name", live.name, column);
    for (const SettingTest& test : live.with) require(names.settings, "setting", test.name, test.column);
}

}  // namespace

void checkNames(const Expression& root, const ConditionNames& names) {
    forEachPart(root, [&](const Expression& part) {
        if (part.kind == Expression::Kind::Live) checkLive(part.live, names, part.column);
        if (part.kind == Expression::Kind::Clamped) requireOperation(names, part.name, 1, part.column);
    });
}

const std::vector<std::string>& knownFigures() {
    static const Names ids{"accuracy",
                           "rmse",
                           "skill",
                           "anomalies",
                           "threshold",
                           "words_right",
                           "translations_right",
                           "bleu",
                           "skill_against_best",
                           "f1",
                           "precision",
                           "recall",
                           "next_note_loss",
                           "next_note_accuracy",
                           "strings_right",
                           "echoes_right",
                           "steps_right",
                           "bits_per_character",
                           "mse",
                           "pairs_accuracy",
                           "new_sentences_accuracy"};
    return ids;
}

}  // namespace lessons
