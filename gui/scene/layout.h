// Where the parts of a cell go, worked out from its program: gates along the bottom, operators above them, the state's
// lane on top.
#pragma once

#include <QPolygonF>
#include <QRectF>
#include <vector>

#include "engine/cells/program.h"

namespace gui {

/// Sizes that follow the theme's type.
struct CellMetrics {
    qreal row = 24;    ///< height of one number's row
    qreal value = 62;  ///< width of one number's box
    qreal ink = 10;    ///< height of a digit
    qreal small = 0;   ///< height of a digit of the forward value below a gradient; 0: it is not shown
    qreal bar = 4;     ///< height of the bar below a number
    int digits = 3;    ///< of a gradient
    qreal loss = 0;    ///< height of the loss's box in the backward pass
    qreal caption = 18, symbol = 28;
    qreal node = 15;    ///< radius of an operator
    qreal pill = 52;    ///< width of "tanh"
    qreal index = 14;   ///< width of a unit's number left of its row
    qreal feature = 0;  ///< width of "x2" left of a feature's row; 0: there is one feature, and the letter names it
    // Air: from the edges, before the first card, after the last one, beside a card's numbers, between two cards.
    qreal pad = 16, air = 30, outer = 34, cardPad = 10, gap = 12;

    /// From a box's edge to the ink inside of it.
    [[nodiscard]] qreal margin() const { return ink * 0.3; }
};

/// A vector of numbers beside the cell: a state coming in, a state going out, the input.
struct StackPlace {
    int state = -1;  ///< by CellProgram::states; -1: the input
    QRectF rows;     ///< the numbers
    QPointF symbol;  ///< baseline of the letter above them
};

/// An affine operation with its activation: a card with its vector.
struct ColumnPlace {
    int affine = -1;
    int operation = -1;  ///< the activation, or the affine operation itself where nothing activates it
    QRectF card;
    QRectF rows;
    qreal x = 0;  ///< centre
};

/// An element-wise operator.
struct NodePlace {
    int operation = -1;
    QPointF centre;
    bool pill = false;    ///< drawn with its word: an activation or 1 −
    QRectF chip;          ///< where the current unit's number stands
    bool second = false;  ///< a forward value stands below it
};

/// A wire from a value to its reader, in the direction of the forward pass.
struct WirePlace {
    enum class Source { Operation, Previous, Input };
    Source source = Source::Operation;
    int index = -1;   ///< operation, or state
    int reader = -1;  ///< operation; -1: a new state at the right
    QPolygonF points;
    engine::Role role = engine::Role::Hidden;
    bool lane = false;  ///< the state's own thick line
};

struct CellLayout {
    QRectF frame;
    QRectF header;
    int rows = 0;          ///< units shown
    int features = 0;      ///< features shown
    qreal cardHead = 0;    ///< from a card's top to its numbers
    bool lowHead = false;  ///< a card's caption stands beside its letter, not below it
    std::vector<StackPlace> incoming, outgoing;
    StackPlace input;
    std::vector<ColumnPlace> columns;
    std::vector<NodePlace> nodes;
    std::vector<WirePlace> wires;
    std::vector<QPolygonF> bus;  ///< the trunk of h and x under the cards
    QRectF busLabel;
    QRectF loss;  ///< the box of L in the backward pass

    [[nodiscard]] const ColumnPlace* column(int operation) const;  ///< by activation or affine operation
    [[nodiscard]] const NodePlace* node(int operation) const;
};

[[nodiscard]] CellLayout layoutCell(const engine::CellProgram& program, const CellMetrics& metrics, QSizeF size);
/// Below it texts would be lost; a page scrolls then.
[[nodiscard]] QSizeF smallestCell(const engine::CellProgram& program, const CellMetrics& metrics);

}  // namespace gui
