// How a cell's picture is fitted into its room: type that grows with it, boxes as wide as the numbers of the pass.
#pragma once

#include "gui/scene/layout.h"
#include "gui/theme/theme.h"

namespace gui {

/// Sizes that follow the theme's type.
[[nodiscard]] CellMetrics cellMetrics(const Theme& theme, engine::Index units);

/// A picture grows with its room until its numbers are as large as a projector needs; a small room changes nothing.
[[nodiscard]] Theme enlarged(const Theme& theme, QSizeF size);

struct CellFit {
    Theme theme;
    CellMetrics metrics;
    CellLayout layout;
};

/// The backward pass tries, in this order: a forward value below every gradient, three digits, the type it was given.
[[nodiscard]] CellFit fitCell(const engine::CellProgram& program, bool backward, const Theme& theme, QSizeF size);

}  // namespace gui
