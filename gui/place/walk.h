// The walk through the whole net: where a part ends the next one begins, forward to the loss and backward from it.
#pragma once

#include <vector>

#include "engine/training/trace.h"
#include "gui/place/cursor.h"

namespace gui {

/// As nextOperation and previousOperation of gui/place/stepping.h; at the end of a part the cursor names the next part,
/// of which a trace has to be made. The same cursor where the walk ends.
[[nodiscard]] Cursor nextInNet(const engine::Trace& trace, const Cursor& cursor);
[[nodiscard]] Cursor previousInNet(const engine::Trace& trace, const Cursor& cursor);
/// Where the walk of this pass begins and ends.
[[nodiscard]] Cursor firstInNet(const engine::Trace& trace, const Cursor& cursor);
[[nodiscard]] bool atEndOfNet(const engine::Trace& trace, const Cursor& cursor);

/// At this part, its first station of the cursor's pass.
[[nodiscard]] Cursor enter(const engine::Trace& trace, const Cursor& cursor, const lessons::LayerSide& part);
/// Whether the cursor stands in another part than the trace shows: a newer one is on its way.
[[nodiscard]] bool leads(const engine::Trace& trace, const Cursor& cursor);

/// One stop of the walk: a part, and which direction of it.
struct WalkStop {
    lessons::LayerSide side;
    const engine::NetPart* part = nullptr;
};
/// In the order of the forward pass. The result has no gradient, so the backward pass does not come through it.
[[nodiscard]] std::vector<WalkStop> walkStops(const engine::Trace& trace, Cursor::Pass pass);

}  // namespace gui
