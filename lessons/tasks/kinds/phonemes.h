// data.kind phonemes: which sound of a language is heard in each hundredth of a second.
#pragma once

#include <memory>

#include "lessons/tasks/task.h"

namespace lessons {

/// Keys: file, new_voice, new_sentences, piece, coefficients; own_file, a sound file without labels.
[[nodiscard]] std::shared_ptr<const Task> makePhonemesTask(const Spec& spec, std::uint64_t seed);

}  // namespace lessons
