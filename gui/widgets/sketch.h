// Builds a drawing with the theme's type: every text is measured before it is placed, and shortened where it would not
// fit.
#pragma once

#include <QFontMetricsF>
#include <QImage>
#include <array>
#include <memory>

#include "gui/theme/theme.h"
#include "gui/widgets/drawing.h"

namespace gui {

class Sketch {
 public:
    Sketch(const Theme& theme, QSizeF size);

    [[nodiscard]] const Theme& theme() const { return m_theme; }
    [[nodiscard]] Drawing take() { return std::move(m_drawing); }

    void path(const QPainterPath& path, const QColor& stroke, qreal width, const QColor& fill = Qt::transparent,
              Qt::PenStyle style = Qt::SolidLine);
    void line(const QPolygonF& points, const QColor& colour, qreal width, Qt::PenStyle style = Qt::SolidLine);
    void box(const QRectF& rect, const QColor& fill, const QColor& stroke = Qt::transparent, qreal width = 1,
             qreal radius = 0, Qt::PenStyle style = Qt::SolidLine);
    void disc(QPointF centre, qreal radius, const QColor& fill, const QColor& stroke, qreal width);
    /// Stretched to the rectangle without smoothing: what it has are pixels.
    void picture(const QRectF& rect, const QImage& image);
    /// A filled triangle whose tip is at `tip`, pointing from `from`.
    void arrow(QPointF from, QPointF tip, const QColor& colour, qreal size);

    /// Puts the text into the box by its alignment, shortened with an ellipsis where it is too wide; nothing where
    /// nothing fits. Returns the ink's rectangle.
    QRectF text(const QRectF& box, const QString& text, Theme::Text type, const QColor& colour,
                Qt::Alignment alignment = Qt::AlignCenter, const QString& name = {});
    /// The same with the first of several wordings that fits whole, the longest first; the last one where none does.
    QRectF text(const QRectF& box, const QStringList& wordings, Theme::Text type, const QColor& colour,
                Qt::Alignment alignment = Qt::AlignCenter, const QString& name = {});
    /// A number: its rectangle is its digits' own, so that what stands near it can be kept off it. The first of several
    /// wordings that fits, as above.
    QRectF number(const QRectF& box, const QStringList& wordings, Theme::Text type, const QColor& colour,
                  Qt::Alignment alignment, const QString& name = {});
    /// A letter with an index below it, "c" and "t−1", from the left edge at a baseline. Returns the ink's rectangle.
    QRectF symbol(QPointF baseline, const QString& letter, const QString& index, const QColor& colour,
                  const QString& name = {});
    /// A run of text in a font of its own with its left edge on a baseline, for formulas. Returns the ink's rectangle.
    QRectF run(QPointF baseline, const QString& text, const QFont& font, const QColor& colour,
               const QString& name = {});
    /// What is drawn from here on can be faded later: to a third of its ink, for what is not the subject of the moment.
    struct Mark {
        std::size_t shapes = 0, texts = 0;
    };
    [[nodiscard]] Mark mark() const { return {m_drawing.shapes.size(), m_drawing.texts.size()}; }
    void fadeSince(Mark mark);
    void target(const QRectF& rect, const QString& id, const QString& name);
    void target(const DrawnTarget& target) { m_drawing.targets.push_back(target); }

    [[nodiscard]] qreal width(const QString& text, Theme::Text type) const;
    [[nodiscard]] qreal height(Theme::Text type) const;
    [[nodiscard]] qreal digitHeight(Theme::Text type) const;
    [[nodiscard]] qreal symbolWidth(const QString& letter, const QString& index) const;

 private:
    /// A font with its measures; looking a family up for every number would cost more than drawing it.
    struct Type {
        QFont font;
        QFontMetricsF metrics;
        explicit Type(const QFont& given) : font(given), metrics(given) {}
    };
    [[nodiscard]] const Type& type(Theme::Text text) const;

    const Theme& m_theme;
    mutable std::array<std::unique_ptr<Type>, 9> m_types;
    Drawing m_drawing;
};

}  // namespace gui
