// Places columns, stacks and operators; wires.cpp joins them.
#include "gui/scene/layout.h"

#include <algorithm>
#include <cmath>

#include "gui/scene/anatomy.h"
#include "gui/scene/wires.h"

namespace gui {

using engine::CellProgram;
using engine::Operand;
using engine::Operation;

namespace {

constexpr int kMostRows = 20;
constexpr int kFewFeatures = 3;    ///< all of them are shown where there is room
constexpr qreal kBusDrop = 16;     ///< from the cards down to the bus
constexpr qreal kMostRegion = 15;  ///< in radii of an operator: beyond it, they drift too far from their gates

/// The output is an activation of the cell state itself: no output gate.
bool pillLeaves(const CellProgram& program, const Anatomy& anatomy) {
    return anatomy.outer.size() == 1 &&
           program.operations[static_cast<std::size_t>(anatomy.outer.back())].kind == Operation::Kind::Activate;
}

/// Between the last card and the new states.
qreal outerRoom(const CellProgram& program, const Anatomy& anatomy, const CellMetrics& metrics) {
    if (anatomy.outer.empty()) return metrics.outer;
    return pillLeaves(program, anatomy) ? metrics.pill + metrics.outer + 10 : metrics.node + metrics.outer;
}

class Builder {
 public:
    Builder(const CellProgram& program, const CellMetrics& metrics, QSizeF size)
        : m_program(program), m_metrics(metrics), m_size(size), m_anatomy(program) {}

    CellLayout build() {
        m_layout.frame = QRectF(QPointF(0, 0), m_size);
        placeVertically();
        placeStacks();
        placeColumns();
        placeInner();
        placeLane();
        placeOuter();
        placeOutputs();
        for (NodePlace& node : m_layout.nodes) placeChip(node);
        addWires(m_program, m_anatomy, m_metrics, m_laneY, m_busY, m_layout);
        return std::move(m_layout);
    }

 private:
    [[nodiscard]] bool hasLane() const { return m_anatomy.laneState >= 0; }
    [[nodiscard]] bool hasLower() const { return !m_anatomy.lowerStates.empty(); }
    [[nodiscard]] qreal left() const {
        return m_metrics.pad + std::max(m_metrics.index, m_inputBeside ? 0 : m_metrics.feature);
    }
    /// Between the old state and the input beside it stand the numbers of the features.
    [[nodiscard]] qreal inputGap() const { return m_metrics.feature > 0 ? m_metrics.feature + 8 : 14; }
    [[nodiscard]] qreal cardHead() const {
        return m_layout.lowHead ? m_metrics.symbol + 3 : m_metrics.symbol + m_metrics.caption + 5;
    }
    [[nodiscard]] int levels() const { return std::max(1, m_mostLevel); }
    [[nodiscard]] const Operation& operation(int o) const { return m_program.operations[static_cast<std::size_t>(o)]; }

    /// The levels that inner operators need, before anything has a place: an operator stands above those it spans.
    void countLevels() {
        m_level.assign(m_program.operations.size(), 0);
        std::vector<int> inOrder;
        for (const int o : m_anatomy.inner)
            if (operation(o).kind != Operation::Kind::Complement) inOrder.push_back(o);
        for (const int o : m_anatomy.inner)
            if (operation(o).kind == Operation::Kind::Complement) inOrder.push_back(o);
        for (const int o : inOrder) {
            const auto [low, high] = span(o);
            int level = 1;
            for (const int other : inOrder) {
                if (other == o) break;
                const auto [otherLow, otherHigh] = span(other);
                if (otherLow <= high && low <= otherHigh)
                    level = std::max(level, m_level[static_cast<std::size_t>(other)] + 1);
            }
            // 1 − z on its way to another operator shares that operator's level.
            if (operation(o).kind == Operation::Kind::Complement)
                for (const int reader : m_anatomy.inner)
                    if (m_anatomy.reads(reader, Operand::From::Now, o))
                        level = m_level[static_cast<std::size_t>(reader)];
            m_level[static_cast<std::size_t>(o)] = level;
            m_mostLevel = std::max(m_mostLevel, level);
        }
    }

    /// The columns an operator reaches over.
    [[nodiscard]] std::pair<int, int> span(int o) const {
        int low = 1000, high = -1;
        for (const Operand& operand : operation(o).operands) {
            if (operand.from != Operand::From::Now) continue;
            const int column = m_anatomy.columnOf(operand.operation);
            low = std::min(low, column);
            high = std::max(high, column);
        }
        return {low, high};
    }

    void placeVertically() {
        countLevels();
        const qreal height = m_size.height(), row = m_metrics.row;
        const int units = static_cast<int>(m_program.units), features = static_cast<int>(m_program.features);
        m_busY = height - m_metrics.pad - m_metrics.caption - 10;
        const qreal columnsWidth =
            qreal(m_anatomy.columns.size()) * (m_metrics.value + m_metrics.cardPad + m_metrics.gap);
        m_inputBeside = hasLower() && m_size.width() > m_metrics.index + 2 * m_metrics.pad + 3 * m_metrics.value +
                                                           m_metrics.air + inputGap() + columnsWidth +
                                                           outerRoom(m_program, m_anatomy, m_metrics);
        const qreal top = m_metrics.pad + m_metrics.symbol;
        // Operators want air between them; where a page is low, they make do with less before the last unit goes.
        const auto region = [&](int rows) {
            return hasLane() ? (levels() + 1) * (2 * m_metrics.node + (rows > 4 ? 16 : 6)) : 0.0;
        };

        const auto mostRows = [&] {
            int best = 1;
            for (int rows = 1; rows <= std::min(units, kMostRows); ++rows) {
                const qreal stack = rows * row;
                const qreal card = cardHead() + stack + 8;
                const int shown = std::min(features, m_inputBeside || !hasLower() ? rows : std::min(rows, 2));
                const qreal inputHeight = m_inputBeside ? 0 : m_metrics.symbol + shown * row + 8;
                qreal leftColumn = (hasLower() ? m_metrics.symbol + stack + 8 : 0) + inputHeight;
                if (hasLane())
                    leftColumn += stack;
                else
                    leftColumn -= m_metrics.symbol;
                // The loss stands below the new states.
                qreal rightColumn = 0;
                if (m_metrics.loss > 0 && hasLane() && hasLower())
                    rightColumn = 2 * stack + m_metrics.symbol + 10 + 22 + m_metrics.loss + 8;
                else if (m_metrics.loss > 0 && !hasLane())
                    rightColumn = card + kBusDrop + 2 * (m_metrics.loss + 6) - top;
                const qreal middle = (hasLane() ? stack / 2 + region(rows) : 0) + card;
                if (top + std::max(leftColumn, middle) + kBusDrop <= m_busY && top + rightColumn <= height) best = rows;
            }
            return best;
        };
        int best = mostRows();
        // Where few units are seen, a second line of words costs too much.
        m_layout.lowHead = best < std::min(units, 4);
        if (m_layout.lowHead) best = mostRows();
        m_layout.cardHead = cardHead();
        m_layout.rows = best;
        m_layout.features = std::min(features, m_inputBeside || !hasLower() ? best : std::min(best, 2));
        m_cardHeight = cardHead() + best * row + 8;
        m_laneTop = top;
        if (hasLane()) {
            const qreal spare =
                m_busY - kBusDrop - m_cardHeight - (top + best * row / 2) - kMostRegion * m_metrics.node;
            if (spare > 0) {
                m_laneTop += spare / 2;
                m_busY -= spare / 2;
            }
            m_laneY = m_laneTop + best * row / 2;
        } else {
            m_busY = std::min(m_busY, (height + m_cardHeight + kBusDrop) / 2);
        }
        m_cardBottom = m_busY - kBusDrop;
        m_cardTop = m_cardBottom - m_cardHeight;
        showMoreOfTheInput(std::min(features, kFewFeatures));
    }

    /// A cell of one or two units leaves room above the input beside it.
    void showMoreOfTheInput(int wanted) {
        if (!m_inputBeside || !hasLane()) return;
        const qreal room = m_cardBottom - m_laneY - m_metrics.node - 2 * m_metrics.symbol;
        while (m_layout.features < wanted && (m_layout.features + 1) * m_metrics.row <= room) ++m_layout.features;
    }

    StackPlace stack(int state, qreal x, qreal top, int rows) const {
        return {state, QRectF(x, top, m_metrics.value, rows * m_metrics.row), QPointF(x, top - 9)};
    }

    void placeStacks() {
        const int rows = m_layout.rows;
        const qreal height = rows * m_metrics.row, inputHeight = m_layout.features * m_metrics.row;
        m_leftEdge = left() + m_metrics.value;
        if (hasLane()) m_layout.incoming.push_back(stack(m_anatomy.laneState, left(), m_laneTop, rows));
        const int hidden = m_program.output;
        qreal bottom = m_cardBottom;
        if (!m_inputBeside) {
            m_layout.input = stack(-1, left(), bottom - inputHeight, m_layout.features);
            bottom -= inputHeight + m_metrics.symbol + 8;
        }
        for (const int s : m_anatomy.lowerStates)
            if (m_program.states[static_cast<std::size_t>(s)].operation == hidden)
                m_layout.incoming.push_back(stack(s, left(), bottom - height, rows));
        if (m_inputBeside) {
            m_layout.input = stack(-1, m_leftEdge + inputGap(), bottom - inputHeight, m_layout.features);
            m_leftEdge += inputGap() + m_metrics.value;
        }
        m_rightEdge = m_size.width() - m_metrics.pad - m_metrics.value;
        m_layout.header = QRectF(left() + m_metrics.value + 8, m_metrics.pad - 4,
                                 m_rightEdge - left() - m_metrics.value - 16, m_metrics.caption);
    }

    void placeColumns() {
        const auto count = static_cast<qreal>(m_anatomy.columns.size());
        const qreal from = m_leftEdge + m_metrics.air, to = m_rightEdge - outerRoom(m_program, m_anatomy, m_metrics);
        const qreal least = m_metrics.value + m_metrics.cardPad;
        const qreal width = std::clamp((to - from - (count - 1) * m_metrics.gap) / count, least, m_metrics.value + 48);
        qreal gap = count > 1 ? (to - from - count * width) / (count - 1) : 0;
        gap = std::min(gap, width * 1.1);
        const qreal used = count * width + (count - 1) * gap;
        qreal x = from + std::max(0.0, (to - from - used) / 2);
        for (const auto& column : m_anatomy.columns) {
            ColumnPlace place;
            place.affine = column.affine;
            place.operation = column.operation;
            place.card = QRectF(x, m_cardTop, width, m_cardHeight);
            place.x = x + width / 2;
            place.rows = QRectF(place.x - m_metrics.value / 2, m_cardTop + cardHead(), m_metrics.value,
                                m_layout.rows * m_metrics.row);
            m_layout.columns.push_back(place);
            x += width + gap;
        }
    }

    [[nodiscard]] qreal xOf(int o) const {
        if (const NodePlace* node = m_layout.node(o)) return node->centre.x();
        const int column = m_anatomy.columnOf(o);
        return column >= 0 ? m_layout.columns[static_cast<std::size_t>(column)].x : m_leftEdge;
    }

    [[nodiscard]] qreal levelY(int level) const { return m_cardTop - level * (m_cardTop - m_laneY) / (levels() + 1); }

    void add(int o, QPointF centre) {
        const auto kind = operation(o).kind;
        m_layout.nodes.push_back(
            {o, centre, kind == Operation::Kind::Activate || kind == Operation::Kind::Complement, {}});
    }

    void placeInner() {
        for (const int o : m_anatomy.inner) {
            if (operation(o).kind == Operation::Kind::Complement) continue;
            // Between two columns; above the candidate where one operand comes from afar (1 − z).
            qreal sum = 0, low = 1e9;
            int columns = 0;
            bool chained = false;
            for (const Operand& operand : operation(o).operands) {
                if (operand.from != Operand::From::Now) continue;
                if (m_anatomy.isOperator(operand.operation)) {
                    chained = true;
                    continue;
                }
                sum += xOf(operand.operation);
                low = std::min(low, xOf(operand.operation));
                ++columns;
            }
            const qreal x = columns > 0 ? sum / columns : xOf(o);
            add(o, QPointF(chained ? low : x, levelY(m_level[static_cast<std::size_t>(o)])));
        }
        for (const int o : m_anatomy.inner) {
            if (operation(o).kind != Operation::Kind::Complement) continue;
            const qreal from = xOf(operation(o).operands[0].operation),
                        y = levelY(m_level[static_cast<std::size_t>(o)]);
            qreal x = from;
            for (const int reader : m_anatomy.inner)
                if (m_anatomy.reads(reader, Operand::From::Now, o)) x = from + (xOf(reader) - from) * 0.36;
            add(o, QPointF(x, y));
        }
    }

    void placeLane() {
        qreal last = m_leftEdge;
        for (const int o : m_anatomy.lane) {
            qreal x = -1;
            for (const Operand& operand : operation(o).operands) {
                const bool onLane =
                    operand.from == Operand::From::Now &&
                    std::find(m_anatomy.lane.begin(), m_anatomy.lane.end(), operand.operation) != m_anatomy.lane.end();
                if (operand.from == Operand::From::Now && !onLane) x = xOf(operand.operation);
            }
            x = std::max(x, last + 2 * m_metrics.node + 10);
            add(o, QPointF(x, m_laneY));
            last = x;
        }
    }

    void placeOuter() {
        const auto count = static_cast<int>(m_anatomy.outer.size());
        const qreal height = m_cardTop - m_laneY;
        // Above the right edge of the output gate's card; without that gate, right of the last operator.
        const auto& lastCard = m_layout.columns.back().card;
        // An activation that is the output itself needs room for its arrow.
        const qreal limit =
            m_rightEdge - (pillLeaves(m_program, m_anatomy) ? m_metrics.pill / 2 + 12 : m_metrics.node) - 26;
        bool gated = false;
        for (const int o : m_anatomy.outer)
            gated = gated || m_anatomy.reads(o, Operand::From::Now, m_layout.columns.back().operation);
        const qreal x = std::min(limit, gated ? lastCard.right() : lastCard.right() + 10);
        for (int k = 0; k < count; ++k) {
            const qreal share = count == 1 ? 0.52 : k == 0 ? 0.31 : 0.76;
            add(m_anatomy.outer[static_cast<std::size_t>(k)], QPointF(x, m_laneY + share * height));
        }
    }

    void placeOutputs() {
        const qreal height = m_layout.rows * m_metrics.row;
        qreal top = m_laneTop;
        if (hasLane()) {
            m_layout.outgoing.push_back(stack(m_anatomy.laneState, m_rightEdge, m_laneTop, m_layout.rows));
            top += height + m_metrics.symbol + 10;
        } else {
            top = m_layout.columns.back().rows.top();
        }
        for (const int s : m_anatomy.lowerStates) {
            const int o = m_program.states[static_cast<std::size_t>(s)].operation;
            if (o != m_program.output) continue;
            if (const NodePlace* node = m_layout.node(o)) top = std::max(top, node->centre.y() - m_metrics.row / 2);
            m_layout.outgoing.push_back(stack(s, m_rightEdge, top, m_layout.rows));
            top += height + 14;
        }
        const qreal lossHeight = m_metrics.loss;
        const qreal lossTop = std::min(std::max(m_layout.outgoing.back().rows.bottom() + 22, m_busY - lossHeight - 4),
                                       m_size.height() - lossHeight - 8);
        m_layout.loss = QRectF(m_rightEdge - 4, lossTop, m_metrics.value + 8, lossHeight);
        m_layout.busLabel = QRectF(left(), m_busY + 12, m_rightEdge - left() - 16, m_metrics.caption);
    }

    /// A chip has no bar; below a gradient stands the operator's own value.
    [[nodiscard]] QSizeF chipSize(bool second) const {
        const qreal lines = second ? m_metrics.ink + m_metrics.small + 4 : m_metrics.ink;
        return {m_metrics.value - 2, std::ceil(lines + 2 * m_metrics.margin() + 2)};
    }

    /// Whether a chip of two lines meets neither the heading, nor the lane, nor a card.
    [[nodiscard]] bool isClear(const NodePlace& node) const {
        const bool onLane = std::abs(node.centre.y() - m_laneY) < 1;
        const QRectF lane(0, m_laneY - 6, m_size.width(), 12);
        return !node.chip.isNull() && !node.chip.intersects(m_layout.header) && node.chip.bottom() < m_cardTop - 2 &&
               (onLane || !node.chip.intersects(lane)) && node.chip.top() > 4;
    }

    void placeChip(NodePlace& node) const {
        node.second = m_metrics.small > 0;
        placeChip(node, chipSize(node.second));
        if (!node.second || isClear(node)) return;
        node.second = false;
        placeChip(node, chipSize(false));
    }

    /// A number beside every operator whose value has no vector of its own.
    void placeChip(NodePlace& node, QSizeF size) const {
        for (const auto& state : m_program.states)
            if (state.operation == node.operation) return;
        const bool outer =
            std::find(m_anatomy.outer.begin(), m_anatomy.outer.end(), node.operation) != m_anatomy.outer.end();
        const qreal half = node.pill ? m_metrics.pill / 2 : m_metrics.node * 0.75;
        QPointF corner(node.centre.x() + half + 3, node.centre.y() - size.height() - 5);
        const ColumnPlace* below = node.pill && !outer
                                       ? &m_layout.columns[static_cast<std::size_t>(m_anatomy.columnOf(node.operation))]
                                       : nullptr;
        // Straight above its card a pill's right side is free at its own height; elsewhere its wire runs there.
        if (below && std::abs(below->x - node.centre.x()) < 2)
            corner = QPointF(node.centre.x() + half + 3, node.centre.y() - size.height() / 2 - 3);
        if (below)
            for (const NodePlace& other : m_layout.nodes)
                if (other.operation != node.operation && other.centre.x() > node.centre.x() &&
                    other.centre.x() < corner.x() + size.width() + 4 && std::abs(below->x - node.centre.x()) < 2)
                    corner.setX(node.centre.x() - half - 3 - size.width());
        // Two operators close together on the lane: the number goes before the first one.
        for (const NodePlace& other : m_layout.nodes) {
            const qreal distance = other.centre.x() - node.centre.x();
            if (std::abs(other.centre.y() - node.centre.y()) >= 1 || distance <= 1 ||
                distance >= 2 * m_metrics.node + size.width() + 8)
                continue;
            corner.setX(node.centre.x() - half - 3 - size.width());
            // No room before it either: below the lane.
            if (corner.x() < m_layout.incoming.front().rows.right() + 8)
                corner = QPointF(node.centre.x() + m_metrics.node * 0.5, node.centre.y() + 7);
        }
        // Left of the first card an old state comes down: there the number goes below its pill.
        if (below && corner.x() < m_layout.columns.front().card.left())
            corner = QPointF(node.centre.x() + 6, node.centre.y() + m_metrics.row / 2 + 4);
        if (outer) corner = QPointF(node.centre.x() - half - 4 - size.width(), node.centre.y() - size.height() / 2);
        node.chip = QRectF(corner, size);
        // On a page too narrow for it the number is left to the equation.
        for (const NodePlace& other : m_layout.nodes) {
            const QSizeF reach =
                other.pill ? QSizeF(m_metrics.pill / 2, m_metrics.row / 2) : QSizeF(m_metrics.node, m_metrics.node);
            const QRectF body =
                QRectF(other.centre - QPointF(reach.width(), reach.height()), reach * 2).adjusted(-2.5, -2.5, 2.5, 2.5);
            if (other.operation != node.operation && (body.intersects(node.chip) || other.chip.intersects(node.chip)))
                node.chip = QRectF();
        }
        for (const StackPlace& stack : m_layout.incoming)
            if (stack.rows.intersects(node.chip)) node.chip = QRectF();
        for (const ColumnPlace& column : m_layout.columns)
            if (column.card.intersects(node.chip)) node.chip = QRectF();
        for (const StackPlace& stack : m_layout.outgoing)
            if (stack.rows.adjusted(-4, 0, 0, 0).intersects(node.chip)) node.chip = QRectF();
    }

    const CellProgram& m_program;
    const CellMetrics& m_metrics;
    QSizeF m_size;
    Anatomy m_anatomy;
    CellLayout m_layout;
    std::vector<int> m_level;
    int m_mostLevel = 0;
    bool m_inputBeside = false;
    qreal m_busY = 0, m_laneTop = 0, m_laneY = 0, m_cardTop = 0, m_cardBottom = 0, m_cardHeight = 0, m_leftEdge = 0,
          m_rightEdge = 0;
};

}  // namespace

const ColumnPlace* CellLayout::column(int operation) const {
    for (const auto& column : columns)
        if (column.affine == operation || column.operation == operation) return &column;
    return nullptr;
}

const NodePlace* CellLayout::node(int operation) const {
    for (const auto& node : nodes)
        if (node.operation == operation) return &node;
    return nullptr;
}

CellLayout layoutCell(const CellProgram& program, const CellMetrics& metrics, QSizeF size) {
    return Builder(program, metrics, size).build();
}

QSizeF smallestCell(const CellProgram& program, const CellMetrics& metrics) {
    const Anatomy anatomy(program);
    const auto columns = static_cast<qreal>(anatomy.columns.size());
    const qreal width = 2 * (metrics.pad + metrics.value) + std::max(metrics.index, metrics.feature) + metrics.air +
                        outerRoom(program, anatomy, metrics) + columns * (metrics.value + metrics.cardPad) +
                        (columns - 1) * metrics.gap;
    const qreal card = metrics.symbol + metrics.caption + 16 + metrics.row;
    const qreal levels = anatomy.inner.size() > 1 ? 3 : 2;
    const qreal region = anatomy.laneState >= 0 ? metrics.row / 2 + levels * (2 * metrics.node + 6) : 0;
    const qreal left = 2 * metrics.symbol + 3 * metrics.row + 16;
    return {width, metrics.pad + metrics.symbol + std::max(card + region, left) + kBusDrop + metrics.pad +
                       metrics.caption + 10};
}

}  // namespace gui
