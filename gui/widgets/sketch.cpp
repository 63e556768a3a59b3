// Measured texts and simple shapes for drawings.
#include "gui/widgets/sketch.h"

#include <QLineF>
#include <algorithm>
#include <cmath>

namespace gui {
namespace {

/// A rectangle of this size in the box; in the middle where the alignment does not say otherwise.
QRectF aligned(const QRectF& box, const QSizeF& size, Qt::Alignment alignment) {
    QRectF ink(QPointF(), size);
    ink.moveCenter(box.center());
    if (alignment & Qt::AlignLeft) ink.moveLeft(box.left());
    if (alignment & Qt::AlignRight) ink.moveRight(box.right());
    if (alignment & Qt::AlignTop) ink.moveTop(box.top());
    if (alignment & Qt::AlignBottom) ink.moveBottom(box.bottom());
    return ink;
}

}  // namespace

Sketch::Sketch(const Theme& theme, QSizeF size) : m_theme(theme) {
    m_drawing.size = size;
}

const Sketch::Type& Sketch::type(Theme::Text text) const {
    auto& type = m_types[static_cast<std::size_t>(text)];
    if (!type) type = std::make_unique<Type>(m_theme.font(text));
    return *type;
}

void Sketch::path(const QPainterPath& path, const QColor& stroke, qreal width, const QColor& fill, Qt::PenStyle style) {
    QPen pen(stroke, width, style, Qt::FlatCap, Qt::RoundJoin);
    if (stroke.alpha() == 0 || width <= 0) pen = Qt::NoPen;
    m_drawing.shapes.push_back({path, pen, fill.alpha() == 0 ? QBrush(Qt::NoBrush) : QBrush(fill)});
}

void Sketch::line(const QPolygonF& points, const QColor& colour, qreal width, Qt::PenStyle style) {
    QPainterPath shape;
    shape.addPolygon(points);
    path(shape, colour, width, Qt::transparent, style);
}

void Sketch::box(const QRectF& rect, const QColor& fill, const QColor& stroke, qreal width, qreal radius,
                 Qt::PenStyle style) {
    QPainterPath shape;
    shape.addRoundedRect(rect, radius, radius);
    path(shape, stroke, width, fill, style);
}

void Sketch::disc(QPointF centre, qreal radius, const QColor& fill, const QColor& stroke, qreal width) {
    QPainterPath shape;
    shape.addEllipse(centre, radius, radius);
    path(shape, stroke, width, fill);
}

void Sketch::picture(const QRectF& rect, const QImage& image) {
    QPainterPath shape;
    shape.addRect(rect);
    m_drawing.shapes.push_back({shape, Qt::NoPen, QBrush(image)});
}

void Sketch::arrow(QPointF from, QPointF tip, const QColor& colour, qreal size) {
    const QLineF direction(from, tip);
    if (direction.length() < 1e-6) return;
    const QPointF along((tip - from) / direction.length());
    const QPointF across(-along.y(), along.x());
    QPainterPath shape;
    shape.moveTo(tip);
    shape.lineTo(tip - along * size + across * size * 0.55);
    shape.lineTo(tip - along * size - across * size * 0.55);
    shape.closeSubpath();
    path(shape, Qt::transparent, 0, colour);
}

QRectF Sketch::text(const QRectF& box, const QString& text, Theme::Text type, const QColor& colour,
                    Qt::Alignment alignment, const QString& name) {
    const QFont& font = this->type(type).font;
    const QFontMetricsF& metrics = this->type(type).metrics;
    QString shown = text;
    qreal width = metrics.horizontalAdvance(shown);
    if (width > box.width() + 0.5) {
        shown = metrics.elidedText(text, Qt::ElideRight, box.width());
        if (shown.size() < 2) return {};
        width = metrics.horizontalAdvance(shown);
    }
    const qreal height = metrics.ascent() + metrics.descent();
    const QRectF ink = aligned(box, {width, height}, alignment);
    m_drawing.texts.push_back({shown, ink, font, colour, Qt::AlignLeft | Qt::AlignVCenter, name});
    return ink;
}

QRectF Sketch::text(const QRectF& box, const QStringList& wordings, Theme::Text type, const QColor& colour,
                    Qt::Alignment alignment, const QString& name) {
    for (const QString& wording : wordings)
        if (width(wording, type) <= box.width()) return text(box, wording, type, colour, alignment, name);
    return wordings.isEmpty() ? QRectF() : text(box, wordings.back(), type, colour, alignment, name);
}

QRectF Sketch::number(const QRectF& box, const QStringList& wordings, Theme::Text type, const QColor& colour,
                      Qt::Alignment alignment, const QString& name) {
    const auto& [font, metrics] = this->type(type);
    const auto fits = [&](const QString& text) { return metrics.horizontalAdvance(text) <= box.width() + 0.5; };
    const auto found = std::find_if(wordings.begin(), wordings.end(), fits);
    if (found == wordings.end()) return text(box, wordings.back(), type, colour, alignment, name);
    const qreal width = metrics.horizontalAdvance(*found), height = metrics.capHeight();
    const QRectF ink = aligned(box, {width, height}, alignment);
    m_drawing.texts.push_back({*found, ink, font, colour, Qt::AlignLeft | Qt::AlignVCenter, name});
    return ink;
}

QRectF Sketch::symbol(QPointF baseline, const QString& letter, const QString& index, const QColor& colour,
                      const QString& name) {
    const auto& [large, largeMetrics] = type(Theme::Text::Math);
    const auto& [small, smallMetrics] = type(Theme::Text::MathSmall);
    const qreal width = largeMetrics.horizontalAdvance(letter);
    QRectF ink(baseline.x(), baseline.y() - largeMetrics.ascent(), width,
               largeMetrics.ascent() + largeMetrics.descent());
    m_drawing.texts.push_back({letter, ink, large, colour, Qt::AlignLeft | Qt::AlignVCenter, name});
    if (!index.isEmpty()) {
        // The index hangs a third of a letter below the line, and keeps a hair of distance from an italic's overhang.
        const QRectF below(ink.right() + 2, baseline.y() + largeMetrics.xHeight() * 0.35 - smallMetrics.ascent(),
                           smallMetrics.horizontalAdvance(index), smallMetrics.ascent() + smallMetrics.descent());
        m_drawing.texts.push_back({index, below, small, colour, Qt::AlignLeft | Qt::AlignVCenter, {}});
        ink = ink.united(below);
    }
    return ink;
}

QRectF Sketch::run(QPointF baseline, const QString& text, const QFont& font, const QColor& colour,
                   const QString& name) {
    const QFontMetricsF metrics(font);
    const QRectF ink(baseline.x(), baseline.y() - metrics.ascent(), metrics.horizontalAdvance(text),
                     metrics.ascent() + metrics.descent());
    m_drawing.texts.push_back({text, ink, font, colour, Qt::AlignLeft | Qt::AlignVCenter, name});
    return ink;
}

void Sketch::fadeSince(Mark mark) {
    const auto faded = [this](const QColor& colour) {
        QColor result = m_theme.faded(colour);
        result.setAlpha(colour.alpha());
        return result;
    };
    for (auto k = mark.shapes; k < m_drawing.shapes.size(); ++k) {
        DrawnShape& shape = m_drawing.shapes[k];
        if (shape.pen.style() != Qt::NoPen) shape.pen.setColor(faded(shape.pen.color()));
        if (shape.brush.style() != Qt::NoBrush) shape.brush.setColor(faded(shape.brush.color()));
    }
    for (auto k = mark.texts; k < m_drawing.texts.size(); ++k)
        m_drawing.texts[k].colour = faded(m_drawing.texts[k].colour);
}

void Sketch::target(const QRectF& rect, const QString& id, const QString& name) {
    m_drawing.targets.push_back({.rect = rect, .id = id, .name = name});
}

qreal Sketch::width(const QString& text, Theme::Text type) const {
    return this->type(type).metrics.horizontalAdvance(text);
}

qreal Sketch::height(Theme::Text type) const {
    const QFontMetricsF& metrics = this->type(type).metrics;
    return metrics.ascent() + metrics.descent();
}

qreal Sketch::digitHeight(Theme::Text type) const {
    return this->type(type).metrics.capHeight();
}

qreal Sketch::symbolWidth(const QString& letter, const QString& index) const {
    return width(letter, Theme::Text::Math) + (index.isEmpty() ? 0 : 2 + width(index, Theme::Text::MathSmall));
}

}  // namespace gui
