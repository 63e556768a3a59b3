// Lessons that hold several nets or series: `data.task` (data.kind choice) or `data.series` (forecasts, faults) names
// one of `data.choices`, whose sections take the place of the lesson's own.
#pragma once

#include <vector>

#include "lessons/format/fields.h"
#include "lessons/format/lesson.h"

namespace lessons {

/// The chosen section whole; of `training`, key by key. What a person set stays. Throws engine::Error with the place
/// of what is no choice.
[[nodiscard]] Spec chosenSpec(const Spec& spec);

/// The same for `data.series`: what the series brings of `training`, `model`, `result` and `expected`. The series
/// itself stays where it is, below `data.choices`. Throws engine::Error with the place of what is no choice.
[[nodiscard]] Spec chosenSeries(const Spec& spec);

/// The sections `training` (key by key), `model`, `result` and `expected` of a choice, "data.choices.co2", take the
/// place of the lesson's own; what a person set stays.
void takeChosen(Spec& spec, const Fields& choice, const Json& chosen);

/// What a version may be: of every choice its own, or the version itself where it has none. One with a fault is left
/// out: whoever opens it tells.
[[nodiscard]] std::vector<Spec> everyChoice(const Spec& spec);

}  // namespace lessons
