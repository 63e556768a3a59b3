// The equation of the current operation in letters, and the same with the numbers of one unit.
#pragma once

#include "engine/training/trace.h"
#include "gui/place/cursor.h"
#include "gui/theme/theme.h"
#include "gui/widgets/drawing.h"

namespace gui {

/// Terms that do not fit are left out from the end, and "+ …" says so; the left side and the result always stay.
/// note: what else is known of the number, at the right: the central difference that a person asked for.
[[nodiscard]] Drawing drawEquation(const engine::Trace& trace, const Cursor& cursor, const Theme& theme, QSizeF size,
                                   const QString& note = {});
[[nodiscard]] int equationHeight(const Theme& theme);

}  // namespace gui
