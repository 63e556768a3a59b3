// A frame with two axes in a drawing, for the pictures of outcomes.
#pragma once

#include <vector>

#include "gui/charts/ticks.h"
#include "gui/widgets/sketch.h"

namespace gui {

struct PlotAxis {
    double low = 0, high = 1;
    std::vector<Tick> ticks;
    QString name;
};

struct Plot {
    QRectF area;  ///< of the values
    double xLow = 0, xHigh = 1, yLow = 0, yHigh = 1;
    [[nodiscard]] QPointF at(double x, double y) const;
};

/// Title above (and the vertical axis' name), ticks, their numbers and the horizontal axis' name within the box.
[[nodiscard]] Plot drawPlot(Sketch& sketch, const QRectF& box, const QString& title, const PlotAxis& x,
                            const PlotAxis& y);

}  // namespace gui
