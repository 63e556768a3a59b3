// Frames and axes.
#include "gui/outcome/pictures/plot.h"

#include <algorithm>

namespace gui {

QPointF Plot::at(double x, double y) const {
    return {area.left() + (x - xLow) / (xHigh - xLow) * area.width(),
            area.bottom() - (y - yLow) / (yHigh - yLow) * area.height()};
}

Plot drawPlot(Sketch& sketch, const QRectF& box, const QString& title, const PlotAxis& x, const PlotAxis& y) {
    const Theme& theme = sketch.theme();
    const auto type = Theme::Text::Caption;
    const qreal line = sketch.height(type) + 2;
    qreal left = 0;
    for (const Tick& tick : y.ticks) left = std::max(left, sketch.width(tick.label, type));
    const qreal above = title.isEmpty() ? 4 : line + 4, below = (x.name.isEmpty() ? 1 : 2) * line + 2;
    const Plot plot{box.adjusted(left + 10, above, -8, -below), x.low, x.high, y.low, y.high};
    sketch.box(plot.area, Qt::transparent, theme.border, 1);
    if (!title.isEmpty())
        sketch.text(QRectF(box.left(), box.top(), box.width(), line), title, type, theme.ink,
                    Qt::AlignLeft | Qt::AlignVCenter, title);
    for (const Tick& tick : y.ticks) {
        const qreal at = plot.at(x.low, tick.value).y();
        sketch.line({QPointF(plot.area.left() - 3, at), QPointF(plot.area.left(), at)}, theme.border, 1);
        sketch.text(QRectF(box.left(), at - line / 2, left + 4, line), tick.label, type, theme.mutedInk,
                    Qt::AlignRight | Qt::AlignVCenter);
    }
    qreal free = box.left();
    for (const Tick& tick : x.ticks) {
        const qreal at = plot.at(tick.value, y.low).x(), wide = sketch.width(tick.label, type) + 2;
        sketch.line({QPointF(at, plot.area.bottom()), QPointF(at, plot.area.bottom() + 3)}, theme.border, 1);
        const qreal from = std::min(at - wide / 2, box.right() - wide);
        if (from < free) continue;
        sketch.text(QRectF(from, plot.area.bottom() + 3, wide, line), tick.label, type, theme.mutedInk);
        free = from + wide + 6;
    }
    if (!x.name.isEmpty())
        sketch.text(QRectF(box.left(), box.bottom() - line, box.width(), line), x.name, type, theme.mutedInk,
                    Qt::AlignHCenter | Qt::AlignVCenter, x.name);
    return plot;
}

}  // namespace gui
