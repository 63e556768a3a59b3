// The values that a person pinned, as a row of chips: letter, unit, value, and its gradient in the backward pass.
#pragma once

#include "gui/place/reading.h"
#include "gui/theme/theme.h"
#include "gui/widgets/drawing.h"

namespace gui {

/// As many rows of chips as they need, at most `rows`; what has no room there is counted in the last chip. A chip leads
/// to its value, its cross unpins it (id "unpin=f:3").
[[nodiscard]] Drawing drawPins(const engine::Trace& trace, const Cursor& cursor, const Theme& theme, qreal width,
                               int rows);

}  // namespace gui
