// data.kind choice: one of several tasks, each with its own data and what else differs.
#pragma once

#include <memory>

#include "lessons/format/fields.h"
#include "lessons/tasks/task.h"

namespace lessons {

[[nodiscard]] std::shared_ptr<const Task> makeChoiceTask(const Spec& spec, std::uint64_t seed);

/// The sections `training` (key by key), `model` and `expected` of a choice, "data.choices.co2", take the place of the
/// lesson's own; what a person set stays.
void takeChosen(Spec& spec, const Fields& choice, const Json& chosen);

}  // namespace lessons
