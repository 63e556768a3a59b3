// The closest zoom: one number, taken apart into what it is computed from.
#pragma once

#include "engine/training/trace.h"
#include "gui/place/cursor.h"
#include "gui/theme/theme.h"
#include "gui/widgets/drawing.h"

namespace gui {

/// Forward: the products of weights and inputs with their sum and the activation's curve. Backward: what each reader
/// hands back. Below them the weights of the operation as a matrix, the current unit's column lit.
[[nodiscard]] Drawing drawNumber(const engine::Trace& trace, const Cursor& cursor, const Theme& theme, QSizeF size);

}  // namespace gui
