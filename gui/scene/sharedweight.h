// One weight in every unrolled copy of the cell: lit at each step, with what it does there.
#pragma once

#include <functional>

#include "gui/scene/cellfacts.h"
#include "gui/widgets/sketch.h"

namespace gui {

/// Where the steps of an unrolled picture stand.
struct StepPlaces {
    std::function<qreal(engine::Index)> x;       ///< the middle of a step's column
    qreal width = 0;                             ///< of a column
    std::function<bool(engine::Index)> isKnown;  ///< whether the walk has come to a step
};

/// The weight as a lit cell a step, below it its product with the operand of that step; in the backward pass what that
/// copy adds to the weight's gradient. Two lines of words say that all copies share it.
void drawSharedWeight(Sketch& sketch, const Reading& reading, const Cursor& cursor, const WeightUse& use,
                      const QRectF& area, const StepPlaces& places);
[[nodiscard]] qreal sharedWeightHeight(const Theme& theme);

}  // namespace gui
