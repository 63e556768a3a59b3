// The weights of one operation as a matrix: a row an input, a column a unit; the current column and row lit, the inputs
// beside it.
#pragma once

#include "gui/place/reading.h"
#include "gui/widgets/sketch.h"

namespace gui {

/// affine: the operation whose kernels are shown, one below the other. Where they are larger than the area, a window
/// around the current row and column is shown, with its place in the whole. Above it the blocks of the kernel in the
/// order of the letters.
void drawWeightMatrix(Sketch& sketch, const Reading& reading, const Cursor& cursor, int affine, const QRectF& area);

}  // namespace gui
