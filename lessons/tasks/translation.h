// data.kind translation: words of one language into words of another, by an encoder and a decoder.
#pragma once

#include "lessons/tasks/task.h"

namespace lessons {

/// Keys of the data section: pairs {word: translation}, start, end (the names of the two extra tokens of the target).
/// Source: one-hot words, (pairs, 1, words). Decoder input: start, translation; target: translation, end; one-hot over
/// the translations and the two extra tokens, (pairs, 2, classes). The model has two inputs, source then target, and
/// may name "words" (of the source) and "classes" (of the target). result: translations, [{"source", "translation",
/// "expected", "right"}]: the decoder starts from the start token and is fed its own favourite until it says the end
/// token.
[[nodiscard]] std::shared_ptr<const Task> makeTranslationTask(const Spec& spec, std::uint64_t seed);

}  // namespace lessons
