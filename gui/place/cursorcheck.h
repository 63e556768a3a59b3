// Whether a cursor that came as text names what is there: its layer, sample, step, operation, unit, weights.
#pragma once

#include "gui/place/cursor.h"
#include "lessons/session/snapshot.h"

namespace gui {

/// Throws engine::Error with one line, the key, what it takes and what it got: "t: expected a whole number from 1 to
/// 50, got 99". For a layer, direction or sample other than the snapshot's, the forward pass of that one is computed to
/// know its steps.
void checkCursor(const Cursor& cursor, const lessons::Snapshot& snapshot);

}  // namespace gui
