// Wires run up from a card, along a level, and into their reader; the bus runs under the cards.
#include "gui/scene/wires.h"

#include <algorithm>
#include <cmath>

namespace gui {

using engine::CellProgram;
using engine::Operand;
using engine::Operation;
using engine::Role;
using engine::Term;

namespace {

class Wiring {
 public:
    Wiring(const CellProgram& program, const Anatomy& anatomy, const CellMetrics& metrics, qreal laneY, qreal busY,
           CellLayout& layout)
        : m_program(program), m_anatomy(anatomy), m_metrics(metrics), m_laneY(laneY), m_busY(busY), m_layout(layout) {}

    void run() {
        for (int o = 0; o < static_cast<int>(m_program.operations.size()); ++o) {
            const Operation& operation = m_program.operations[static_cast<std::size_t>(o)];
            if (operation.kind == Operation::Kind::Affine)
                addAffine(o, operation);
            else if (m_anatomy.isOperator(o))
                addOperator(o, operation);
        }
        addOutputs();
        addBus();
    }

 private:
    [[nodiscard]] Role roleOf(int operation) const {
        return m_program.operations[static_cast<std::size_t>(operation)].role;
    }
    [[nodiscard]] int laneOperation() const {
        return m_anatomy.laneState < 0 ? -1 : m_program.states[static_cast<std::size_t>(m_anatomy.laneState)].operation;
    }
    [[nodiscard]] bool onLane(int operation) const {
        return std::find(m_anatomy.lane.begin(), m_anatomy.lane.end(), operation) != m_anatomy.lane.end();
    }
    [[nodiscard]] bool isOuter(int operation) const {
        return std::find(m_anatomy.outer.begin(), m_anatomy.outer.end(), operation) != m_anatomy.outer.end();
    }
    [[nodiscard]] QSizeF half(const NodePlace& node) const {
        return node.pill ? QSizeF(m_metrics.pill / 2, m_metrics.row / 2) : QSizeF(m_metrics.node, m_metrics.node);
    }

    void add(WirePlace::Source source, int index, int reader, const QPolygonF& points, Role role, bool lane = false) {
        m_layout.wires.push_back({source, index, reader, points, role, lane});
    }

    /// From a point up or down to the node's height, then across into its side; straight where it stands in line.
    [[nodiscard]] QPolygonF into(const NodePlace& node, QPointF from) const {
        const QPointF to = node.centre;
        const QSizeF size = half(node);
        if (std::abs(from.x() - to.x()) < 2) {
            const qreal side = from.y() > to.y() ? size.height() : -size.height();
            return {QPointF(to.x(), from.y()), QPointF(to.x(), to.y() + side)};
        }
        const qreal side = from.x() < to.x() ? -size.width() : size.width();
        if (std::abs(from.y() - to.y()) < 2) return {from, QPointF(to.x() + side, to.y())};
        return {from, QPointF(from.x(), to.y()), QPointF(to.x() + side, to.y())};
    }

    [[nodiscard]] QPointF exitOf(const NodePlace& from, QPointF towards) const {
        const QSizeF size = half(from);
        if (std::abs(from.centre.y() - towards.y()) < 2)
            return from.centre + QPointF(towards.x() > from.centre.x() ? size.width() : -size.width(), 0);
        return from.centre + QPointF(0, towards.y() > from.centre.y() ? size.height() : -size.height());
    }

    void addOperator(int o, const Operation& operation) {
        const NodePlace& node = *m_layout.node(o);
        for (const Operand& operand : operation.operands) {
            if (operand.from == Operand::From::Previous) {
                const int state = stateOf(operand.operation);
                if (onLane(o)) {
                    const QRectF& rows = m_layout.incoming.front().rows;
                    add(WirePlace::Source::Previous, state, o, into(node, QPointF(rows.right(), m_laneY)),
                        roleOf(operand.operation), true);
                } else {
                    // The old state is tapped from its lane, straight above the operator.
                    add(WirePlace::Source::Previous, state, o, into(node, QPointF(node.centre.x(), m_laneY)),
                        roleOf(operand.operation));
                }
                continue;
            }
            const int source = operand.operation;
            if (isOuter(o) && source == laneOperation()) {
                add(WirePlace::Source::Operation, source, o, into(node, QPointF(node.centre.x(), m_laneY)),
                    roleOf(source));
            } else if (const NodePlace* from = m_layout.node(source)) {
                const bool lane = onLane(o) && onLane(source);
                const Role role = lane ? roleOf(laneOperation()) : colourOf(source);
                add(WirePlace::Source::Operation, source, o, into(node, exitOf(*from, node.centre)), role, lane);
            } else if (const ColumnPlace* column = m_layout.column(source)) {
                add(WirePlace::Source::Operation, source, o, into(node, QPointF(column->x, column->card.top())),
                    roleOf(source));
            }
        }
    }

    /// What i*g brings to the lane keeps the gate's colour: one sees which gate let it through.
    [[nodiscard]] Role colourOf(int source) const {
        const Operation& operation = m_program.operations[static_cast<std::size_t>(source)];
        for (const Operand& operand : operation.operands)
            if (operand.from == Operand::From::Now && operation.kind == Operation::Kind::Multiply &&
                m_program.operations[static_cast<std::size_t>(operand.operation)].isGate)
                return roleOf(operand.operation);
        return operation.role;
    }

    void addAffine(int o, const Operation& operation) {
        const ColumnPlace& column = *m_layout.column(o);
        bool hidden = false, input = false;
        int peephole = -1, hiddenState = -1;
        for (const Term& term : operation.terms) {
            if (term.kind == Term::Kind::Bias) continue;
            if (term.operand.from == Operand::From::Input) input = true;
            if (term.operand.from == Operand::From::Previous) {
                if (term.kind == Term::Kind::Peephole) {
                    peephole = stateOf(term.operand.operation);
                } else {
                    hidden = true;
                    hiddenState = hiddenState < 0 ? stateOf(term.operand.operation) : hiddenState;
                }
            }
            if (term.operand.from != Operand::From::Now) continue;
            const int source = term.operand.operation;
            const qreal x = column.x - column.card.width() * 0.36;
            if (const NodePlace* from = m_layout.node(source); from && !onLane(source)) {
                add(WirePlace::Source::Operation, source, o,
                    {from->centre + QPointF(half(*from).width(), 0), QPointF(x, from->centre.y()),
                     QPointF(x, column.card.top())},
                    colourOf(source));
            } else {
                add(WirePlace::Source::Operation, source, o, {QPointF(x, m_laneY), QPointF(x, column.card.top())},
                    roleOf(source));
            }
        }
        const QPolygonF tap{QPointF(column.x, m_busY), QPointF(column.x, column.card.bottom())};
        if (hidden)
            add(WirePlace::Source::Previous, hiddenState, o, tap, Role::Input);
        else if (input)
            add(WirePlace::Source::Input, -1, o, tap, Role::Input);
        if (hidden || input) m_lastTap = std::max(m_lastTap, column.x);
        if (peephole >= 0) {
            const qreal x = column.x + column.card.width() * 0.3, y = m_busY + 8;
            add(WirePlace::Source::Previous, peephole, o, {QPointF(x, y), QPointF(x, column.card.bottom())},
                Role::Cell);
            m_lastPeephole = std::max(m_lastPeephole, x);
        }
        m_readsHidden = m_readsHidden || hidden;
    }

    void addOutputs() {
        for (const StackPlace& stack : m_layout.outgoing) {
            const int o = m_program.states[static_cast<std::size_t>(stack.state)].operation;
            const bool lane = stack.state == m_anatomy.laneState;
            const qreal x = stack.rows.left() - 4;
            if (const NodePlace* node = m_layout.node(o)) {
                const QPointF from = node->centre + QPointF(half(*node).width(), 0);
                add(WirePlace::Source::Operation, o, -1, {from, QPointF(x, from.y())}, roleOf(o), lane);
            } else if (const ColumnPlace* column = m_layout.column(o)) {
                const QPointF from(column->card.right(), stack.rows.center().y());
                add(WirePlace::Source::Operation, o, -1, {from, QPointF(x, from.y())}, roleOf(o), true);
            }
        }
    }

    /// h and x come from the left, under the cards; a state read from its lane's vector comes down before the first
    /// card.
    void addBus() {
        const auto trunk = [&](const StackPlace& stack) {
            if (stack.rows.height() <= 0) return;
            m_layout.bus.push_back({QPointF(stack.rows.center().x(), stack.rows.bottom()),
                                    QPointF(stack.rows.center().x(), m_busY), QPointF(m_lastTap, m_busY)});
        };
        const StackPlace* lane = m_anatomy.laneState >= 0 ? &m_layout.incoming.front() : nullptr;
        trunk(m_layout.input);
        for (const StackPlace& stack : m_layout.incoming)
            if (&stack != lane) trunkBeside(stack);
        qreal edge = m_layout.input.rows.right();
        for (const StackPlace& stack : m_layout.incoming) edge = std::max(edge, stack.rows.right());
        if (lane && m_readsHidden && m_anatomy.lowerStates.empty()) {
            const qreal y = lane->rows.bottom() - m_metrics.row / 2;
            m_layout.bus.push_back({QPointF(lane->rows.right(), y), QPointF(edge + 9, y), QPointF(edge + 9, m_busY),
                                    QPointF(m_lastTap, m_busY)});
        }
        if (lane && m_lastPeephole > 0) {
            const qreal y = lane->rows.bottom() - m_metrics.row / 2;
            add(WirePlace::Source::Previous, m_anatomy.laneState, -2,
                {QPointF(lane->rows.right(), y), QPointF(edge + 18, y), QPointF(edge + 18, m_busY + 8),
                 QPointF(m_lastPeephole, m_busY + 8)},
                Role::Cell);
        }
    }

    /// h stands above x where both share a column: it goes round by the right of x.
    void trunkBeside(const StackPlace& stack) {
        const bool above = stack.rows.bottom() < m_layout.input.rows.top() &&
                           std::abs(stack.rows.left() - m_layout.input.rows.left()) < 2;
        if (!above) {
            m_layout.bus.push_back({QPointF(stack.rows.center().x(), stack.rows.bottom()),
                                    QPointF(stack.rows.center().x(), m_busY), QPointF(m_lastTap, m_busY)});
            return;
        }
        const qreal x = stack.rows.right() + 9, y = stack.rows.bottom() - m_metrics.row / 2;
        m_layout.bus.push_back(
            {QPointF(stack.rows.right(), y), QPointF(x, y), QPointF(x, m_busY), QPointF(m_lastTap, m_busY)});
    }

    [[nodiscard]] int stateOf(int operation) const {
        for (std::size_t s = 0; s < m_program.states.size(); ++s)
            if (m_program.states[s].operation == operation) return static_cast<int>(s);
        return -1;
    }

    const CellProgram& m_program;
    const Anatomy& m_anatomy;
    const CellMetrics& m_metrics;
    qreal m_laneY, m_busY;
    CellLayout& m_layout;
    qreal m_lastTap = 0, m_lastPeephole = 0;
    bool m_readsHidden = false;
};

}  // namespace

void addWires(const CellProgram& program, const Anatomy& anatomy, const CellMetrics& metrics, qreal laneY, qreal busY,
              CellLayout& layout) {
    Wiring(program, anatomy, metrics, laneY, busY, layout).run();
}

}  // namespace gui
