// The picture of one cell at one moment: a pure function of trace, cursor, theme and size.
#pragma once

#include <string>
#include <vector>

#include "engine/training/trace.h"
#include "gui/place/cursor.h"
#include "gui/place/letters.h"
#include "gui/theme/theme.h"
#include "gui/widgets/drawing.h"

namespace gui {

/// Forward: values up to the cursor's operation. Backward: gradients from the loss down to it, arrows reversed.
/// names: what the units stand for, of a layer without states; empty: nothing.
[[nodiscard]] Drawing drawCell(const engine::Trace& trace, const Cursor& cursor, const Theme& theme, QSizeF size,
                               const std::vector<std::string>& names = {});
/// Below this size texts would be shortened.
[[nodiscard]] QSizeF smallestCellSize(const engine::Trace& trace, const Theme& theme);

/// "t−1", or "t+1" where the layer runs from right to left.
[[nodiscard]] QString previousIndex(const engine::Trace& trace);

}  // namespace gui
