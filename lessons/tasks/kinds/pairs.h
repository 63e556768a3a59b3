// data.kind pairs: sentences of one language and their translations, from a file.
#pragma once

#include <memory>

#include "lessons/tasks/task.h"

namespace lessons {

/// Keys of the data section: file (see readPairs), held_out (the share of the sentences), min_count (rarer words are
/// unknown), maxlen (pairs with more words on a side are left out), limit (pairs that are read at most), beam, start,
/// end (the names of the two tokens), test (sentences of one's own). Small letters only. The model has two inputs of
/// token numbers of any length, source then target, and may name "vocabulary" (the source's numbers without padding)
/// and "classes" (the target's, padding included). Padding is masked where the Embeddings say mask_zero.
[[nodiscard]] std::shared_ptr<const Task> makePairsTask(const Spec& spec, std::uint64_t seed);

}  // namespace lessons
