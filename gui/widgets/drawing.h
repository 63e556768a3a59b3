// A picture as data: shapes and texts with names. What is drawn, hit, read aloud, exported and tested is this one list.
#pragma once

#include <QBrush>
#include <QFont>
#include <QPainterPath>
#include <QPen>
#include <QRectF>
#include <QString>
#include <vector>

class QPainter;

namespace gui {

struct DrawnShape {
    QPainterPath path;
    QPen pen;
    QBrush brush;
};

struct DrawnText {
    QString text;
    QRectF rect;  ///< the ink's rectangle; the text fits into it
    QFont font;
    QColor colour;
    Qt::Alignment alignment = Qt::AlignCenter;
    QString name;  ///< accessible name, "forget gate, unit 3, 0.39"; empty: decoration read with its neighbour
};

/// A place that can be pointed at, clicked and reached by Tab or arrows.
struct DrawnTarget {
    QRectF rect;
    QString id;              ///< what it means, in Cursor's words: "op=f,unit=3"
    QString name;            ///< accessible name
    QString edit{};          ///< a number that can be changed: its place, "kernel:2,7"; empty: it cannot
    double value = 0;        ///< that number
    double grain = 0.01;     ///< what a pixel of dragging changes it by
    int choices = 0;         ///< above 0: the number is one of 0 .. choices - 1, a word of a vocabulary
    QString group{};         ///< targets of one group are one stop of Tab, with the arrows inside
    bool isCurrent = false;  ///< Tab comes to this one of its group
    /// A matrix under one name: a click on a cell means "weight=<grid>:row,column"; arrows move within it.
    QString grid{};
    int rows = 0, columns = 0;  ///< cells that are shown
    int firstRow = 1, firstColumn = 1;
};

struct Drawing {
    QSizeF size;
    std::vector<DrawnShape> shapes;  ///< painted first, in order
    std::vector<DrawnText> texts;    ///< painted above
    std::vector<DrawnTarget> targets;

    void paint(QPainter& painter) const;
    /// Adds another drawing, moved by the offset: how a page becomes one picture for export.
    void append(const Drawing& other, QPointF offset);
};

/// The ring around a target that has the focus: as wide as it can be without running through a text.
[[nodiscard]] QRectF focusRing(const Drawing& drawing, const DrawnTarget& target);
/// Where a text's letters are, without the line's leading.
[[nodiscard]] QRectF inkOf(const DrawnText& text);
constexpr qreal kRingWidth = 2.5;

}  // namespace gui
