// Draws the icons of buttons.
#include "gui/widgets/icons.h"

#include <QPainter>
#include <QPixmap>
#include <QTransform>

namespace gui {
namespace {

QPainterPath triangle(double left, double right) {
    QPainterPath path;
    path.moveTo(left, 0.14);
    path.lineTo(right, 0.5);
    path.lineTo(left, 0.86);
    path.closeSubpath();
    return path;
}

QPainterPath bar(double x, double y, double width, double height) {
    QPainterPath path;
    path.addRoundedRect(x, y, width, height, 0.03, 0.03);
    return path;
}

QPainterPath mirrored(const QPainterPath& path) {
    return QTransform(-1, 0, 0, 1, 1, 0).map(path);
}

QPainterPath stroked(const QPainterPath& line, double width) {
    QPainterPathStroker stroker;
    stroker.setWidth(width);
    stroker.setCapStyle(Qt::RoundCap);
    return stroker.createStroke(line);
}

QPainterPath reset() {
    QPainterPath arc;
    arc.arcMoveTo(0.18, 0.18, 0.64, 0.64, 130);
    arc.arcTo(0.18, 0.18, 0.64, 0.64, 130, 280);
    QPainterPath path = stroked(arc, 0.12);
    path.moveTo(0.12, 0.08);
    path.lineTo(0.46, 0.2);
    path.lineTo(0.18, 0.46);
    path.closeSubpath();
    return path;
}

/// An arrow that turns back to the left.
QPainterPath undo() {
    QPainterPath arc(QPointF(0.24, 0.38));
    arc.lineTo(0.6, 0.38);
    arc.cubicTo(0.98, 0.38, 0.98, 0.86, 0.6, 0.86);
    arc.lineTo(0.36, 0.86);
    QPainterPath path = stroked(arc, 0.12);
    path.moveTo(0.04, 0.38);
    path.lineTo(0.38, 0.12);
    path.lineTo(0.38, 0.64);
    path.closeSubpath();
    path.setFillRule(Qt::WindingFill);
    return path;
}

QPainterPath dice() {
    QPainterPath path;
    path.setFillRule(Qt::OddEvenFill);
    path.addRoundedRect(0.1, 0.1, 0.8, 0.8, 0.16, 0.16);
    for (const QPointF& dot :
         {QPointF(0.31, 0.31), QPointF(0.69, 0.31), QPointF(0.5, 0.5), QPointF(0.31, 0.69), QPointF(0.69, 0.69)})
        path.addEllipse(dot, 0.09, 0.09);
    return path;
}

}  // namespace

QPainterPath iconPath(Icon icon) {
    switch (icon) {
        case Icon::Play:
            return triangle(0.2, 0.9);
        case Icon::Pause:
            return bar(0.2, 0.14, 0.2, 0.72).united(bar(0.6, 0.14, 0.2, 0.72));
        case Icon::Stop:
            return bar(0.18, 0.18, 0.64, 0.64);
        case Icon::Last:
            return triangle(0.02, 0.46).united(triangle(0.42, 0.86)).united(bar(0.84, 0.14, 0.12, 0.72));
        case Icon::First:
            return mirrored(iconPath(Icon::Last));
        case Icon::Forward:
            return triangle(0.3, 0.8);
        case Icon::Back:
            return mirrored(iconPath(Icon::Forward));
        case Icon::Down:
            return QTransform(0, 1, -1, 0, 1, 0).map(iconPath(Icon::Forward));
        case Icon::Up:
            return QTransform(0, -1, 1, 0, 0, 1).map(iconPath(Icon::Forward));
        case Icon::Menu:
            return bar(0.1, 0.2, 0.8, 0.11).united(bar(0.1, 0.45, 0.8, 0.11)).united(bar(0.1, 0.7, 0.8, 0.11));
        case Icon::Close: {
            QPainterPath cross;
            cross.moveTo(0.2, 0.2);
            cross.lineTo(0.8, 0.8);
            cross.moveTo(0.8, 0.2);
            cross.lineTo(0.2, 0.8);
            return stroked(cross, 0.12);
        }
        case Icon::Theme: {
            QPainterPath path = stroked(
                [] {
                    QPainterPath p;
                    p.addEllipse(0.12, 0.12, 0.76, 0.76);
                    return p;
                }(),
                0.1);
            path.moveTo(0.5, 0.12);
            path.arcTo(0.12, 0.12, 0.76, 0.76, 90, -180);
            path.closeSubpath();
            path.setFillRule(Qt::WindingFill);
            return path;
        }
        case Icon::Dice:
            return dice();
        case Icon::Reset:
            return reset();
        case Icon::Undo:
            return undo();
        case Icon::Redo:
            return mirrored(undo());
    }
    return {};
}

QIcon makeIcon(Icon icon, const QColor& colour, int pixels) {
    QIcon result;
    for (const double ratio : {1.0, 2.0}) {
        for (const QIcon::Mode mode : {QIcon::Normal, QIcon::Disabled}) {
            QPixmap pixmap(QSize(pixels, pixels) * ratio);
            pixmap.setDevicePixelRatio(ratio);
            pixmap.fill(Qt::transparent);
            QPainter painter(&pixmap);
            painter.setRenderHint(QPainter::Antialiasing);
            painter.setOpacity(mode == QIcon::Disabled ? 0.4 : 1.0);
            painter.scale(pixels, pixels);
            painter.fillPath(iconPath(icon), colour);
            painter.end();
            result.addPixmap(pixmap, mode);
        }
    }
    return result;
}

}  // namespace gui
