// Whether a condition is true of the live tool: a pure function of what is shown and of the runs that are over.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "lessons/conditions/condition.h"
#include "lessons/session/snapshot.h"

namespace lessons {

/// A run that is over, as a goal asks for it: "skill of a run with units<=8".
struct FinishedRun {
    std::string lesson;                      ///< "forecasting/real"
    std::map<std::string, double> settings;  ///< units, epoch, learning_rate, look_back ...
    std::map<std::string, double> measures;  ///< metrics of its last epoch, figures of its outcome
};

/// Nothing: it names something that is not there (yet), such as a metric before the first epoch.
[[nodiscard]] std::optional<bool> holds(const Condition& condition, const Snapshot& snapshot,
                                        const std::vector<FinishedRun>& runs);

/// What a question with a live answer wants: the number as the lesson's net gives it. What a person holds or edits by
/// hand does not count. Nothing: it is not shown.
[[nodiscard]] std::optional<double> valueOf(const LiveValue& value, const Snapshot& snapshot);

/// A number that a condition reads, in the condition's own words, and what it is now.
struct Reading {
    std::string words;  ///< "h[3] at t=18"
    std::optional<double> value;
};
/// Each once, in the order of the text; numbers of finished runs are left out: there may be many.
[[nodiscard]] std::vector<Reading> readingsOf(const Condition& condition, const Snapshot& snapshot);
[[nodiscard]] std::vector<Reading> readingsOf(const Expression& root, const std::string& text,
                                              const Snapshot& snapshot);

/// The settings and measures of one of the task's models as the snapshot has them.
[[nodiscard]] std::map<std::string, double> settingsOf(const Snapshot& snapshot, std::size_t taskRun);
[[nodiscard]] std::map<std::string, double> measuresOf(const Snapshot& snapshot, std::size_t taskRun);

}  // namespace lessons
