// Draws one number of a vector: its digits on clear ground, and below them how large it is.
#pragma once

#include <optional>

#include "gui/scene/cellfit.h"
#include "gui/widgets/sketch.h"

namespace gui {

enum class Bar { Gate, Signed, Gradient };

struct ValueRow {
    QRectF rect;
    double value = 0;
    double full = 1;  ///< magnitude of a full bar; what is larger ends in an arrow
    Bar bar = Bar::Signed;
    QColor colour;
    QString name, id;                 ///< accessible name without the number; cursor text of its target, empty: none
    std::optional<double> forward{};  ///< in the backward pass: the value that the gradient meets, in its own ink
    QString forwardName{};            ///< its accessible name
    QString edit{};                   ///< a number that can be changed: its place, "input:18,1"
    bool edited = false;              ///< it was changed
};

/// What tells a number that can be changed from one that cannot: a dotted line below it; once changed, a corner and a
/// frame.
void drawEditMark(Sketch& sketch, const QRectF& box, bool edited);

/// From the left, or from the middle by sign; into `area`, which no digit stands in.
void drawBar(Sketch& sketch, const QRectF& area, double value, double full, Bar bar, const QColor& colour);

void drawValue(Sketch& sketch, const CellMetrics& metrics, const ValueRow& row);
/// A number that the walk has not come to: dashed; `asked` holds the question mark, one a vector.
void drawUnknown(Sketch& sketch, const CellMetrics& metrics, const ValueRow& row, bool asked);
/// The frame around the current unit of a known vector; drawn above its neighbours.
void drawUnitBox(Sketch& sketch, const QRectF& rect);

/// A forward value beside its gradient: two decimals, or two digits and a power where those would say 0.00.
[[nodiscard]] QString forwardNumber(double value);
/// A gradient's wordings, the most digits first: what a box has room for is shown.
[[nodiscard]] QStringList gradientWordings(double value, int digits = 3);

}  // namespace gui
