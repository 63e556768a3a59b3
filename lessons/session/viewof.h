// From where the person is to what the engine is asked to show.
#pragma once

#include "lessons/place/place.h"
#include "lessons/session/snapshot.h"

namespace lessons {

/// The epoch, sample, layer, direction, clamps and edits of a place. The snapshot names operations and parameters by
/// number; throws engine::Error for a name its cell does not have.
[[nodiscard]] View viewOf(const Place& place, const Snapshot& snapshot);

}  // namespace lessons
