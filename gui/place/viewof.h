// From where the person is to what the engine is asked to show.
#pragma once

#include "gui/bridge/bridge.h"
#include "gui/place/cursor.h"
#include "lessons/session/snapshot.h"

namespace gui {

/// The epoch, sample, layer, direction, clamps and edits of a cursor. The snapshot names operations and parameters by
/// number; throws engine::Error for a name its cell does not have.
[[nodiscard]] lessons::View viewOf(const Cursor& cursor, const lessons::Snapshot& snapshot);

/// What has to be open for a place: `open` with the lesson (ID or ID/VERSION) and the seed that the cursor names.
[[nodiscard]] Selection selectionOf(const Cursor& cursor, const Selection& open);

}  // namespace gui
