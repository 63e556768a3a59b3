// The picture of a layer without states, of a loss or of a result at one moment: its operations as cards from left to
// right.
#pragma once

#include <string>
#include <vector>

#include "engine/training/trace.h"
#include "gui/place/cursor.h"
#include "gui/theme/theme.h"
#include "gui/widgets/drawing.h"

namespace gui {

/// Forward: values up to the cursor's operation. Backward: gradients down to it, arrows reversed. For a program without
/// states. names: what each unit stands for; empty: nothing.
[[nodiscard]] Drawing drawLayer(const engine::Trace& trace, const Cursor& cursor, const Theme& theme, QSizeF size,
                                const std::vector<std::string>& names);

}  // namespace gui
