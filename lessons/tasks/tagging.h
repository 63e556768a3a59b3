// data.kind tagging: a tag for every word of a sentence.
#pragma once

#include "lessons/tasks/task.h"

namespace lessons {

/// Keys of the data section: sentences [{words, tags}], tags (all of them; number 0 is also the padding's), test
/// (words), maxlen, padding and truncating (pre, post). Words that training has not share number 0 with the padding, as
/// in the tutorial. Targets are one-hot, (sentences, maxlen, tags). The model may name "vocabulary" and "classes".
/// result: tags, [{"word", "known", "tag"}] of the words that were read, tags_of_slots (maxlen tags), accuracy.
[[nodiscard]] std::shared_ptr<const Task> makeTaggingTask(const Spec& spec, std::uint64_t seed);

}  // namespace lessons
