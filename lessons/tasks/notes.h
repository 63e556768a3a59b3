// data.kind notes: the next note of a tune thrown like dice.
#pragma once

#include "lessons/tasks/task.h"

namespace lessons {

/// Keys of the data section: alphabet (names of the notes), count (notes drawn), window (notes seen), generate (notes
/// written). Input: the notes' numbers divided by the size of the alphabet, one feature. Target: the next note,
/// one-hot. The model may name "classes". result: notes, what the net writes when its favourite is fed back, from the
/// first window on; loss, of the last epoch.
[[nodiscard]] std::shared_ptr<const Task> makeNotesTask(const Spec& spec, std::uint64_t seed);

}  // namespace lessons
