// Paints a drawing: shapes in order, texts above them.
#include "gui/widgets/drawing.h"

#include <QFontMetricsF>
#include <QPainter>

namespace gui {

void Drawing::paint(QPainter& painter) const {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::TextAntialiasing);
    for (const auto& shape : shapes) {
        if (shape.brush.style() == Qt::TexturePattern) {
            // A brush that is an image fills its rectangle, pixel by pixel; so do SVG and PDF, which know no such
            // brush.
            painter.drawImage(shape.path.boundingRect(), shape.brush.textureImage());
            continue;
        }
        painter.setPen(shape.pen);
        painter.setBrush(shape.brush);
        painter.drawPath(shape.path);
    }
    for (const auto& text : texts) {
        painter.setFont(text.font);
        painter.setPen(text.colour);
        painter.drawText(text.rect, static_cast<int>(text.alignment) | Qt::TextDontClip | Qt::TextSingleLine,
                         text.text);
    }
    painter.restore();
}

QRectF inkOf(const DrawnText& text) {
    const QFontMetricsF metrics(text.font);
    // Painted from the left, level with the rectangle's middle.
    const qreal baseline = text.rect.center().y() + (metrics.ascent() - metrics.descent()) / 2;
    return metrics.tightBoundingRect(text.text).translated(text.rect.left(), baseline);
}

QRectF focusRing(const Drawing& drawing, const DrawnTarget& target) {
    QRectF best;
    int least = -1;
    for (const qreal out : {3.0, 2.0, 1.0, 0.0, -1.5, 5.0, 7.0}) {
        const QRectF ring = target.rect.adjusted(-out, -out, out, out);
        const qreal half = kRingWidth / 2 + 0.5;
        const QRectF inside = ring.adjusted(half, half, -half, -half),
                     outside = ring.adjusted(-half, -half, half, half);
        int crossed = 0;
        for (const DrawnText& text : drawing.texts) {
            // A letter may reach beyond its advance.
            if (!text.rect.adjusted(-3, -3, 3, 3).intersects(outside)) continue;
            const QRectF ink = inkOf(text);
            crossed += ink.intersects(outside) && !inside.contains(ink);
        }
        if (crossed == 0) return ring;
        if (least < 0 || crossed < least) {
            least = crossed;
            best = ring;
        }
    }
    return best;
}

void Drawing::append(const Drawing& other, QPointF offset) {
    for (auto shape : other.shapes) {
        shape.path.translate(offset);
        shapes.push_back(std::move(shape));
    }
    for (auto text : other.texts) {
        text.rect.translate(offset);
        texts.push_back(std::move(text));
    }
    for (auto target : other.targets) {
        target.rect.translate(offset);
        targets.push_back(std::move(target));
    }
}

}  // namespace gui
