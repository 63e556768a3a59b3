// Whether the names of a condition mean something in a lesson.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "lessons/conditions/condition.h"

namespace lessons {

/// What a lesson has names for, as far as its file tells.
struct ConditionNames {
    bool knowsCells = false;           ///< operations, parameters and their sizes are complete
    std::map<std::string, int> units;  ///< by operation: of the widest layer that has it
    std::vector<std::string> parameters;
    bool hasLoss = false;
    std::vector<std::string> metrics;   ///< "loss", "val_accuracy"
    std::vector<std::string> figures;   ///< of the outcome: "rmse", "skill"
    std::vector<std::string> settings;  ///< "units", "learning_rate", "look_back"
};

/// Throws ConditionError for the first name that means nothing, with those that do and the nearest.
void checkNames(const Expression& root, const ConditionNames& names);
inline void checkNames(const Condition& condition, const ConditionNames& names) {
    checkNames(condition.root, names);
}

/// The ids of every figure that a kind of task gives (lessons::Figure); tests/lessons hold it to lessons/tasks.
[[nodiscard]] const std::vector<std::string>& knownFigures();

}  // namespace lessons
