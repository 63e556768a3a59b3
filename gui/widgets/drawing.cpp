// Paints a drawing: shapes in order, texts above them.
#include "gui/widgets/drawing.h"

#include <QPainter>

namespace gui {

void Drawing::paint(QPainter& painter) const {
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setRenderHint(QPainter::TextAntialiasing);
    for (const auto& shape : shapes) {
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
