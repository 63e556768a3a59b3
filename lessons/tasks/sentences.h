// data.kind sentences: short texts with a label each.
#pragma once

#include "lessons/tasks/task.h"

namespace lessons {

/// Keys of the data section: texts, labels (class numbers from 0), names (of the classes), test (texts), maxlen,
/// padding and truncating (pre, post). Words are numbered by Keras's Tokenizer rules; words that training has not are
/// dropped. The model may name "vocabulary", the number of words known. One sigmoid output, or one softmax output a
/// class. result: sentences, [{"text", "label", "confidence", "known_words", "tokens"}] of the test texts, and
/// accuracy.
[[nodiscard]] std::shared_ptr<const Task> makeSentencesTask(const Spec& spec, std::uint64_t seed);

}  // namespace lessons
