// Rows of numbers with their bars.
#include "gui/scene/vectors.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

#include "gui/place/reading.h"

namespace gui {

namespace {

QRectF boxOf(const ValueRow& row) {
    return row.rect.adjusted(0.5, 1.5, -0.5, -1.5);
}

/// Where the forward value stands, right of the bar.
QRectF forwardRoom(Sketch& sketch, const CellMetrics& metrics, const QRectF& box, const QString& text) {
    const qreal width = sketch.width(text, Theme::Text::NumberSmall), height = metrics.small;
    return {box.right() - 5 - width, box.bottom() - metrics.margin() - 1 - height, width, height};
}

void drawForward(Sketch& sketch, const CellMetrics& metrics, const QRectF& box, const ValueRow& row) {
    const QString text = forwardNumber(*row.forward);
    sketch.number(forwardRoom(sketch, metrics, box, text), {text}, Theme::Text::NumberSmall, row.colour,
                  Qt::AlignRight | Qt::AlignVCenter, row.forwardName + QStringLiteral(", ") + text);
}

/// The digits' line, at the top of the box.
QRectF digitsRoom(const CellMetrics& metrics, const QRectF& box) {
    return {box.left() + 3, box.top() + metrics.margin() + 1, box.width() - 7, metrics.ink};
}

}  // namespace

void drawEditMark(Sketch& sketch, const QRectF& box, bool edited) {
    const Theme& theme = sketch.theme();
    if (edited) {
        sketch.box(box, Qt::transparent, theme.accent, 2, 2);
        QPainterPath corner(box.topLeft());
        corner.lineTo(box.topLeft() + QPointF(6, 0));
        corner.lineTo(box.topLeft() + QPointF(0, 6));
        corner.closeSubpath();
        sketch.path(corner, Qt::transparent, 0, theme.accent);
    } else if (!theme.presenter) {
        sketch.line({box.bottomLeft() + QPointF(2, -0.5), box.bottomRight() + QPointF(-2, -0.5)}, theme.accent, 1.5,
                    Qt::DotLine);
    }
}

void drawBar(Sketch& sketch, const QRectF& area, double value, double full, Bar bar, const QColor& colour) {
    const Theme& theme = sketch.theme();
    const double share = std::isfinite(value) && full > 0 ? std::clamp(value / full, -1.0, 1.0) : 0.0;
    const bool clipped = std::isfinite(value) && std::abs(value) > full * 1.0001 && full > 0;
    const bool gate = bar == Bar::Gate;
    const qreal from = gate ? area.left() : area.center().x(), room = gate ? area.width() : area.width() / 2;
    const qreal length = room * std::abs(gate ? std::max(0.0, share) : share), side = !gate && share < 0 ? -1 : 1;
    const QColor fill = bar == Bar::Gradient ? theme.signedColour(share < 0 ? -0.62 : 0.62) : theme.faded(colour);
    // The rail says how long a full bar is.
    sketch.line({QPointF(area.left(), area.bottom() - 0.5), QPointF(area.right(), area.bottom() - 0.5)}, theme.border,
                1);
    if (length > 0.2) sketch.box(QRectF(side < 0 ? from - length : from, area.top(), length, area.height()), fill);
    if (!gate) sketch.line({QPointF(from, area.top() - 0.5), QPointF(from, area.bottom())}, theme.mutedInk, 1);
    if (clipped) {
        const QPointF tip(from + side * room, area.center().y());
        sketch.arrow(tip - QPointF(side * 5, 0), tip, theme.ink, std::min(7.0, area.height() + 1));
    }
}

QString forwardNumber(double value) {
    const QString text = shortNumber(value);
    // What a gradient is multiplied by is never told as nothing where it is something.
    return value != 0 && std::abs(value) < 0.005 ? gradientNumber(value, 2) : text;
}

QStringList gradientWordings(double value, int digits) {
    QStringList wordings;
    for (int k = digits; k > 0; --k) wordings << gradientNumber(value, k);
    return wordings;
}

void drawValue(Sketch& sketch, const CellMetrics& metrics, const ValueRow& row) {
    const Theme& theme = sketch.theme();
    const QRectF box = boxOf(row);
    sketch.box(box, theme.card, theme.border, 1, 2);
    QRectF bar(box.left() + 2, box.bottom() - 2 - metrics.bar, box.width() - 4, metrics.bar);
    if (row.forward) {
        const QRectF room = forwardRoom(sketch, metrics, box, forwardNumber(*row.forward));
        bar = QRectF(box.left() + 3, room.top(), room.left() - 5 - box.left() - 3, room.height());
        drawForward(sketch, metrics, box, row);
    }
    if (!row.edit.isEmpty()) {
        drawEditMark(sketch, box, row.edited);
        bar.translate(0, -1);
    }
    if (bar.width() > 8) drawBar(sketch, bar, row.value, row.full, row.bar, row.colour);
    const QStringList wordings =
        row.bar == Bar::Gradient ? gradientWordings(row.value, metrics.digits) : QStringList{shortNumber(row.value)};
    const QRectF digits = digitsRoom(metrics, box);
    QString text = wordings.back();
    for (const QString& wording : wordings)
        if (sketch.width(wording, Theme::Text::Number) <= digits.width() + 0.5) {
            text = wording;
            break;
        }
    QString name = row.name + QStringLiteral(", ") + text;
    sketch.number(digits, {text}, Theme::Text::Number, theme.ink, Qt::AlignRight | Qt::AlignTop, name);
    if (row.id.isEmpty() && row.edit.isEmpty()) return;
    if (row.edited) name += QCoreApplication::translate("gui::CellScene", ", edited");
    sketch.target({.rect = row.rect,
                   .id = row.id,
                   .name = name,
                   .edit = row.edit,
                   .value = row.value,
                   .grain = std::max(0.01, row.full / 200)});
}

void drawUnknown(Sketch& sketch, const CellMetrics& metrics, const ValueRow& row, bool asked) {
    const Theme& theme = sketch.theme();
    const QRectF box = boxOf(row);
    sketch.box(box, theme.card, theme.border, 1, 2, Qt::DashLine);
    if (row.forward) drawForward(sketch, metrics, box, row);
    if (asked)
        sketch.number(row.forward ? digitsRoom(metrics, box) : box, {QStringLiteral("?")}, Theme::Text::Number,
                      theme.mutedInk, Qt::AlignCenter);
}

void drawUnitBox(Sketch& sketch, const QRectF& rect) {
    sketch.box(rect.adjusted(-2, 0, 2, 0), Qt::transparent, sketch.theme().ink, 2.5, 4);
}

}  // namespace gui
