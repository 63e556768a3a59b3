// Draws one number of a vector: a valve filled from the left, a signed bar from the middle, or a place still unknown.
#pragma once

#include "gui/scene/layout.h"
#include "gui/widgets/sketch.h"

namespace gui {

enum class Bar { Gate, Signed, Gradient };

struct ValueRow {
    QRectF rect;
    double value = 0;
    double full = 1;  ///< magnitude of a full bar
    Bar bar = Bar::Signed;
    QColor colour;
    bool current = false;  ///< the boxed unit
    QString name, id;      ///< accessible name without the number; cursor text of its target, empty: none
    QString edit{};        ///< a number that can be changed: its place, "input:18,1"
    bool edited = false;   ///< it was changed
};

/// What tells a number that can be changed from one that cannot: a dotted line below it; once changed, a corner and a
/// frame.
void drawEditMark(Sketch& sketch, const QRectF& box, bool edited);

void drawValue(Sketch& sketch, const ValueRow& row);
/// A vector that the walk has not come to: dashed, with a question mark.
void drawUnknown(Sketch& sketch, const QRectF& rows, int count);
/// The frame around the current unit of a known vector; drawn above its neighbours.
void drawUnitBox(Sketch& sketch, const QRectF& rect);

/// Sizes that follow the theme's type.
[[nodiscard]] CellMetrics cellMetrics(const Theme& theme, engine::Index units);

}  // namespace gui
