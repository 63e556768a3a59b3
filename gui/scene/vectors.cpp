// Rows of numbers with their bars.
#include "gui/scene/vectors.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <algorithm>
#include <cmath>

#include "gui/place/reading.h"

namespace gui {

void drawEditMark(Sketch& sketch, const QRectF& box, bool edited) {
    const Theme& theme = sketch.theme();
    if (edited) {
        sketch.box(box, Qt::transparent, theme.accent, 2, 2);
        QPainterPath corner(box.topLeft());
        corner.lineTo(box.topLeft() + QPointF(8, 0));
        corner.lineTo(box.topLeft() + QPointF(0, 8));
        corner.closeSubpath();
        sketch.path(corner, Qt::transparent, 0, theme.accent);
    } else if (!theme.presenter) {
        sketch.line({box.bottomLeft() + QPointF(2, -0.5), box.bottomRight() + QPointF(-2, -0.5)}, theme.accent, 1.5,
                    Qt::DotLine);
    }
}

void drawValue(Sketch& sketch, const ValueRow& row) {
    const Theme& theme = sketch.theme();
    const QRectF box = row.rect.adjusted(0.5, 1.5, -0.5, -1.5);
    sketch.box(box, theme.card, theme.border, 1, 2);
    const double share = std::isfinite(row.value) && row.full > 0 ? std::clamp(row.value / row.full, -1.0, 1.0) : 0.0;
    const QRectF inner = box.adjusted(1, 1, -1, -1);
    if (row.bar == Bar::Gate) {
        sketch.box(QRectF(inner.left(), inner.top(), inner.width() * std::max(0.0, share), inner.height()),
                   theme.faded(row.colour));
    } else {
        const qreal middle = inner.center().x(), length = inner.width() / 2 * std::abs(share);
        const QColor fill =
            row.bar == Bar::Gradient ? theme.signedColour(share < 0 ? -0.55 : 0.55) : theme.faded(row.colour);
        sketch.box(QRectF(share < 0 ? middle - length : middle, inner.top(), length, inner.height()), fill);
        sketch.line({QPointF(middle, inner.top()), QPointF(middle, inner.bottom())}, theme.border, 1);
    }
    const QString text = row.bar == Bar::Gradient ? gradientNumber(row.value) : shortNumber(row.value);
    if (!row.edit.isEmpty()) drawEditMark(sketch, box, row.edited);
    QString name = row.name + QStringLiteral(", ") + text;
    sketch.text(box.adjusted(3, 0, -6, 0), text, Theme::Text::Number, theme.ink, Qt::AlignRight | Qt::AlignVCenter,
                name);
    if (row.id.isEmpty() && row.edit.isEmpty()) return;
    if (row.edited) name += QCoreApplication::translate("gui::CellScene", ", edited");
    sketch.target({.rect = row.rect,
                   .id = row.id,
                   .name = name,
                   .edit = row.edit,
                   .value = row.value,
                   .grain = std::max(0.01, row.full / 200)});
}

void drawUnknown(Sketch& sketch, const QRectF& rows, int count) {
    const Theme& theme = sketch.theme();
    const qreal height = rows.height() / count;
    for (int r = 0; r < count; ++r) {
        const QRectF rect(rows.left(), rows.top() + r * height, rows.width(), height);
        sketch.box(rect.adjusted(0.5, 1.5, -0.5, -1.5), theme.card, theme.border, 1, 2, Qt::DashLine);
    }
    sketch.text(rows, QStringLiteral("?"), Theme::Text::Strong, theme.mutedInk, Qt::AlignCenter);
}

void drawUnitBox(Sketch& sketch, const QRectF& rect) {
    sketch.box(rect.adjusted(-2, 0, 2, 0), Qt::transparent, sketch.theme().ink, 2.5, 4);
}

CellMetrics cellMetrics(const Theme& theme, engine::Index units) {
    const QFontMetricsF numbers(theme.font(Theme::Text::Number)), captions(theme.font(Theme::Text::Caption));
    const QFontMetricsF symbols(theme.font(Theme::Text::Math)), indices(theme.font(Theme::Text::MathSmall));
    CellMetrics metrics;
    metrics.row = std::ceil(numbers.ascent() + numbers.descent() + 3);
    metrics.value = std::ceil(numbers.horizontalAdvance(QStringLiteral("\u221212.34")) + 11);
    metrics.caption = std::ceil(captions.ascent() + captions.descent() + 2);
    metrics.symbol = std::ceil(symbols.ascent() + symbols.descent() + indices.descent() + 2);
    metrics.node = std::round(theme.pixels(Theme::Text::Strong) * 0.85);
    metrics.pill = std::ceil(captions.horizontalAdvance(QStringLiteral("sigmoid")) + 14);
    metrics.index = std::ceil(captions.horizontalAdvance(QString::number(units)) + 6);
    return metrics;
}

}  // namespace gui
