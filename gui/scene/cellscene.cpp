// Draws a cell from its layout and the numbers of a trace.
#include "gui/scene/cellscene.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>
#include <functional>

#include "gui/place/cellnames.h"
#include "gui/place/reading.h"
#include "gui/place/stepping.h"
#include "gui/scene/cellfacts.h"
#include "gui/scene/cellfit.h"
#include "gui/scene/cellwords.h"
#include "gui/scene/layerscene.h"
#include "gui/scene/layout.h"
#include "gui/scene/progress.h"
#include "gui/scene/units.h"
#include "gui/scene/vectors.h"
#include "gui/widgets/sketch.h"

namespace gui {

using engine::Index;
using engine::Operation;
using engine::Role;
using engine::Term;

QString previousIndex(const engine::Trace& trace) {
    return trace.cell.backwards ? QStringLiteral("t+1") : QStringLiteral("t\u22121");
}

namespace {

class Scene {
    Q_DECLARE_TR_FUNCTIONS(gui::CellScene)

 public:
    Scene(const engine::Trace& trace, const Cursor& cursor, const Theme& theme, QSizeF size)
        : m_reading(trace),
          m_program(m_reading.program()),
          m_cursor(m_reading.fitted(cursor)),
          m_fit(fitCell(m_program, m_cursor.pass == Cursor::Pass::Backward, theme, size)),
          m_theme(m_fit.theme),
          m_metrics(m_fit.metrics),
          m_layout(m_fit.layout),
          m_sketch(m_theme, size),
          m_t(m_cursor.t - 1),
          m_units(shownUnits(m_reading, m_cursor, static_cast<std::size_t>(m_layout.rows))),
          m_features(shownFeatures(m_reading, m_t, static_cast<std::size_t>(m_layout.features))),
          m_progress(m_program, m_cursor),
          m_words(m_reading, m_cursor, m_progress),
          m_station(m_progress.station()),
          m_backward(m_progress.backward()),
          m_scales(scales()) {}

    Drawing draw() {
        m_sketch.box(m_layout.frame.adjusted(1, 1, -1, -1), m_theme.card, m_theme.border, 1.5, 8);
        m_sketch.text(m_layout.header, m_words.header(m_units.size()), Theme::Text::Caption, m_theme.mutedInk);
        for (const QPolygonF& line : m_layout.bus) m_sketch.line(line, m_theme.faded(m_theme.input), 3);
        // In front of a class only the subject of the moment keeps its ink.
        const auto spot = [this](bool subject, bool known, auto&& drawPart) {
            const Sketch::Mark before = m_sketch.mark();
            drawPart();
            if (m_theme.presenter && known && !subject) m_sketch.fadeSince(before);
        };
        // What is not yet known lies below, the current operation's wires on top.
        for (int pass = 0; pass < 3; ++pass)
            for (const WirePlace& wire : m_layout.wires)
                if ((m_progress.isActive(wire) ? m_progress.isCurrent(wire) ? 2 : 1 : 0) == pass)
                    spot(m_progress.isCurrent(wire), m_progress.isActive(wire) && wire.role != Role::Input,
                         [&] { drawWire(wire); });
        for (const ColumnPlace& column : m_layout.columns)
            spot(m_progress.isSubject(column.affine) || m_progress.isSubject(column.operation),
                 m_progress.shownIn(column).operation >= 0, [&] { drawColumn(column); });
        for (const NodePlace& node : m_layout.nodes)
            spot(m_progress.isSubject(node.operation), isReached(node.operation), [&] { drawNode(node); });
        for (const StackPlace& stack : m_layout.incoming)
            spot(m_progress.isSubjectState(stack.state), isKnown(stack), [&] { drawIncoming(stack); });
        spot(m_progress.isSubjectInput(), !m_backward, [&] { drawInput(); });
        for (const StackPlace& stack : m_layout.outgoing) {
            const int o = m_program.states[static_cast<std::size_t>(stack.state)].operation;
            spot(m_progress.isSubject(o), isReached(o), [&] { drawOutgoing(stack); });
        }
        m_sketch.text(m_layout.busLabel, m_words.bus(m_features.size(), m_scales), Theme::Text::Caption,
                      m_theme.mutedInk);
        if (m_backward) drawLoss();
        return m_sketch.take();
    }

 private:
    [[nodiscard]] const Operation& operation(int o) const { return m_program.operations[static_cast<std::size_t>(o)]; }
    /// What a full bar stands for. Gates go from 0 to 1; everything else in a picture shares one scale.
    [[nodiscard]] CellWords::Scales scales() const {
        CellWords::Scales result;
        if (!m_backward) {
            result.rest = m_reading.usualSigned();
            result.input = m_reading.usualInput();
            return result;
        }
        result.rest = m_reading.usualGradientAt(m_t);
        if (m_station.kind != Station::Kind::Parameter) return result;
        const Index row = contributionRow(m_reading, m_cursor, m_station.index);
        double most = 0;
        for (const ColumnPlace& column : m_layout.columns)
            for (const Term& term : operation(column.affine).terms)
                if (term.parameter == m_station.index)
                    for (const Index unit : m_units)
                        most = std::max(most, std::abs(m_reading.contribution(
                                                  m_station.index, row, term.gate * m_program.units + unit, m_t)));
        result.rest = roundScale(most);
        return result;
    }

    [[nodiscard]] bool isReached(int o) const { return m_progress.isReached(o); }
    [[nodiscard]] bool isCurrent(int o) const { return m_progress.isCurrent(o); }
    [[nodiscard]] bool isKnown(const StackPlace& incoming) const {
        return !m_backward || carriedKnown(m_program, m_progress.reached(), incoming.state);
    }

    void drawWire(const WirePlace& wire) {
        const bool active = m_progress.isActive(wire), current = active && m_progress.isCurrent(wire);
        const QColor hue = m_theme.role(wire.role);
        const QColor colour = active && wire.role != Role::Input ? hue : current ? hue : m_theme.faded(hue);
        const qreal width = wire.lane ? 6 : current ? 4.5 : 3;
        QPolygonF points = wire.points;
        if (m_backward) std::reverse(points.begin(), points.end());
        if (points.size() < 2) return;
        const QPointF tip = points.back(), from = points[points.size() - 2];
        const qreal size = wire.lane ? 13 : 9;
        const QLineF lastPart(from, tip);
        // The line ends inside its arrow head, so that the tip stays sharp.
        if (lastPart.length() > size) points.back() = tip - (tip - from) / lastPart.length() * (size - 1);
        m_sketch.line(points, colour, width);
        if (lastPart.length() > size) m_sketch.arrow(from, tip, colour, size);
    }

    void drawColumn(const ColumnPlace& column) {
        const Operation& main = operation(column.operation);
        const Progress::Shown shown = m_progress.shownIn(column);
        const bool known = shown.operation >= 0;
        const bool current = known && (shown.contribution || isCurrent(column.affine) || isCurrent(column.operation));
        const QColor hue = m_theme.role(main.role);
        const QColor ink = known ? hue : m_theme.faded(hue);
        QColor soft = hue;
        soft.setAlphaF(0.09F);
        m_sketch.box(column.card, m_theme.card, Qt::transparent, 0, 7);
        m_sketch.box(column.card, current ? soft : QColor(Qt::transparent),
                     current ? hue
                     : known ? m_theme.border
                             : m_theme.faded(m_theme.border),
                     current ? 2.5 : 1.5, 7);

        const QRectF inner = column.card.adjusted(8, 5, -6, -5);
        const QString letter = m_words.letter(column.operation), index = m_words.indexBelow(column.operation);
        const qreal letterWidth = m_sketch.symbolWidth(letter, index);
        const QString word = verbOf(main);
        const QStringList note = m_words.note(column, shown);
        const qreal noteWidth = m_sketch.width(note.back(), Theme::Text::Caption),
                    wordWidth = m_sketch.width(word, Theme::Text::Caption);
        // On a low card the note stands in the first line: it says more than the word does.
        const bool low = m_layout.lowHead, noteFits = !low || letterWidth + 8 + noteWidth <= inner.width();
        const bool wordFits = wordWidth <= inner.width() - letterWidth - 6 - (low && noteFits ? noteWidth + 10 : 0);
        const qreal baseline = inner.top() + m_metrics.symbol * 0.66;
        const qreal x = wordFits || (low && noteFits) ? inner.left() : inner.center().x() - letterWidth / 2;
        m_sketch.symbol(QPointF(x, baseline), letter, index, ink, labelOf(main));
        qreal end = x + letterWidth;
        if (wordFits)
            end = m_sketch
                      .text(QRectF(end + 6, inner.top(), inner.right() - end - 6, m_metrics.symbol - 4), word,
                            Theme::Text::Caption, current ? m_theme.ink : ink, Qt::AlignLeft | Qt::AlignVCenter)
                      .right();
        const QRectF line =
            low ? QRectF(end + 6, inner.top(), inner.right() - end - 6, m_metrics.symbol - 4)
                : QRectF(inner.left(), column.rows.top() - m_metrics.caption - 7, inner.width(), m_metrics.caption);
        if (noteFits) {
            m_sketch.text(line, note, Theme::Text::Caption, known ? m_theme.mutedInk : m_theme.faded(m_theme.mutedInk),
                          low ? Qt::AlignRight | Qt::AlignVCenter : Qt::Alignment(Qt::AlignCenter));
        }

        if (!known)
            drawUnknownRows(column.rows, column.operation, hue);
        else
            drawColumnRows(column, shown, hue);
        const QString target =
            known ? QString::fromStdString(operation(shown.operation).name) : QString::fromStdString(main.name);
        m_sketch.target(
            QRectF(column.card.left(), column.card.top(), column.card.width(), column.rows.top() - column.card.top()),
            QStringLiteral("op=") +
                (shown.contribution ? m_station.id() + QLatin1Char(':') + gateName(m_program, column.affine) : target),
            labelOf(main));
    }

    void drawColumnRows(const ColumnPlace& column, const Progress::Shown& shown, const QColor& hue) {
        const Operation& op = operation(shown.operation);
        double full = !m_backward && op.isGate ? 1.0 : m_scales.rest;
        Index row = 0, firstColumn = 0;
        if (shown.contribution) {
            row = contributionRow(m_reading, m_cursor, m_station.index);
            for (const Term& term : operation(column.affine).terms)
                if (term.parameter == m_station.index) firstColumn = term.gate * m_program.units;
            full = m_scales.rest;
        }
        const QString what = shown.contribution
                                 ? tr("contribution of this step to %1 %2, %3")
                                       .arg(m_station.label, m_words.row(), labelOf(operation(column.operation)))
                                 : m_words.described(shown.operation);
        drawRows(
            column.rows, what,
            shown.contribution ? m_station.id() + QLatin1Char(':') + gateName(m_program, column.affine)
                               : QString::fromStdString(op.name),
            hue,
            m_backward  ? Bar::Gradient
            : op.isGate ? Bar::Gate
                        : Bar::Signed,
            full,
            [&](Index unit) {
                if (shown.contribution) return m_reading.contribution(m_station.index, row, firstColumn + unit, m_t);
                return m_backward ? m_reading.gradient(shown.operation, m_t, unit)
                                  : m_reading.value(shown.operation, m_t, unit);
            },
            forwardOf(shown.operation));
    }

    /// The value of an operation at this step, which the backward pass multiplies by.
    struct Forward {
        QString what;
        std::function<double(Index)> value;
    };
    [[nodiscard]] Forward forwardOf(int o) const {
        if (!m_backward || m_metrics.small <= 0) return {};
        return {labelOf(operation(o)), [this, o](Index unit) { return m_reading.value(o, m_t, unit); }};
    }
    [[nodiscard]] Forward forwardBefore(int state, const QString& label) const {
        if (!m_backward || m_metrics.small <= 0) return {};
        return {tr("%1 before").arg(label), [this, state](Index unit) { return m_reading.previous(state, m_t, unit); }};
    }
    void setForward(ValueRow& row, const Forward& forward, Index unit) const {
        if (!forward.value) return;
        row.forward = forward.value(unit);
        row.forwardName = tr("forward: %1, unit %2").arg(forward.what).arg(unit + 1);
    }

    void drawUnknownRows(const QRectF& rows, const Forward& forward, const QColor& hue) {
        for (std::size_t r = 0; r < m_units.size(); ++r) {
            ValueRow row;
            row.rect = QRectF(rows.left(), rows.top() + qreal(r) * m_metrics.row, rows.width(), m_metrics.row);
            // In front of a class what is not yet come to steps back with its values.
            row.colour = m_theme.presenter ? m_theme.faded(hue) : hue;
            setForward(row, forward, m_units[r]);
            drawUnknown(m_sketch, m_metrics, row, r == m_units.size() / 2);
        }
    }
    void drawUnknownRows(const QRectF& rows, int o, const QColor& hue) { drawUnknownRows(rows, forwardOf(o), hue); }

    template <typename Value>
    void drawRows(const QRectF& rows, const QString& what, const QString& target, const QColor& hue, Bar bar,
                  double full, const Value& value, const Forward& forward, int step = 0, engine::Operand initial = {}) {
        const qreal height = m_metrics.row;
        QRectF boxed;
        for (std::size_t r = 0; r < m_units.size(); ++r) {
            ValueRow row;
            row.rect = QRectF(rows.left(), rows.top() + qreal(r) * height, rows.width(), height);
            row.value = value(m_units[r]);
            row.full = full;
            row.bar = bar;
            row.colour = hue;
            row.name = tr("%1, unit %2").arg(what).arg(m_units[r] + 1);
            setForward(row, forward, m_units[r]);
            if (initial.from == engine::Operand::From::Previous) {
                row.edit = editPlace(m_reading, initial, m_t, m_units[r]);
                row.edited = isEdited(m_cursor, row.edit);
            }
            if (!target.isEmpty())
                row.id = (step > 0 ? QStringLiteral("t=%1,").arg(step) : QString()) +
                         QStringLiteral("op=%1,unit=%2").arg(target).arg(m_units[r] + 1);
            if (m_units[r] == m_cursor.unit - 1) boxed = row.rect;
            drawValue(m_sketch, m_metrics, row);
        }
        if (!boxed.isNull()) drawUnitBox(m_sketch, boxed);
    }

    void drawNode(const NodePlace& node) {
        const Operation& op = operation(node.operation);
        const bool known = isReached(node.operation), current = isCurrent(node.operation);
        const QColor hue = known ? m_theme.role(op.role) : m_theme.faded(m_theme.role(op.role));
        QString sign = op.kind == Operation::Kind::Multiply ? QStringLiteral("\u00D7") : QStringLiteral("+");
        if (op.kind == Operation::Kind::Complement) sign = QStringLiteral("1 \u2212");
        if (op.kind == Operation::Kind::Activate) sign = activationWord(op);
        QRectF box(node.centre - QPointF(m_metrics.node, m_metrics.node),
                   QSizeF(2 * m_metrics.node, 2 * m_metrics.node));
        if (node.pill)
            box = QRectF(node.centre - QPointF(m_metrics.pill / 2, m_metrics.row / 2),
                         QSizeF(m_metrics.pill, m_metrics.row));
        const qreal radius = node.pill ? m_metrics.row / 2 : m_metrics.node;
        if (current) {
            QColor halo = m_theme.role(op.role);
            halo.setAlphaF(0.18F);
            m_sketch.box(box.adjusted(-6, -6, 6, 6), halo, Qt::transparent, 0, radius + 6);
        }
        m_sketch.box(box, m_theme.card, hue, current ? 4 : 2.5, radius);
        const QString name =
            known ? QStringLiteral("%1, %2").arg(m_words.letter(node.operation), m_words.described(node.operation))
                  : QString();
        m_sketch.text(box.adjusted(1, 0, -1, 0), sign, node.pill ? Theme::Text::Caption : Theme::Text::Strong, hue,
                      Qt::AlignCenter);
        const double value = m_backward ? m_reading.gradient(node.operation, m_t, m_cursor.unit - 1)
                                        : m_reading.value(node.operation, m_t, m_cursor.unit - 1);
        const QString id = QStringLiteral("op=") + QString::fromStdString(op.name);
        m_sketch.target(box, id, known ? name : labelOf(op));
        if (!known || node.chip.isNull()) return;
        m_sketch.box(node.chip, m_theme.card, current ? m_theme.ink : m_theme.border, current ? 2.5 : 1, 3);
        drawChip(node, value, hue);
    }

    /// The current unit's number; in the backward pass the operator's own value below it, where there is room.
    void drawChip(const NodePlace& node, double value, const QColor& hue) {
        const QRectF room = node.chip.adjusted(2, m_metrics.margin() + 1, -2, -m_metrics.margin() - 1);
        const QStringList wordings =
            m_backward ? gradientWordings(value, m_metrics.digits) : QStringList{shortNumber(value)};
        QString text = wordings.back();
        for (auto wording = wordings.rbegin(); wording != wordings.rend(); ++wording)
            if (m_sketch.width(*wording, Theme::Text::Number) <= room.width()) text = *wording;
        const QString unit = tr("%1, unit %2");
        m_sketch.number(node.second ? QRectF(room.topLeft(), QSizeF(room.width(), m_metrics.ink)) : room, {text},
                        Theme::Text::Number, m_theme.ink, Qt::AlignCenter,
                        unit.arg(m_words.described(node.operation)).arg(m_cursor.unit) + QStringLiteral(", ") + text);
        if (!m_backward || !node.second) return;
        const QString own = forwardNumber(m_reading.value(node.operation, m_t, m_cursor.unit - 1));
        m_sketch.number(QRectF(room.left(), room.bottom() - m_metrics.small, room.width(), m_metrics.small), {own},
                        Theme::Text::NumberSmall, hue, Qt::AlignCenter,
                        tr("forward: %1, unit %2").arg(labelOf(operation(node.operation))).arg(m_cursor.unit) +
                            QStringLiteral(", ") + own);
    }

    void drawSymbol(const StackPlace& stack, const QString& letter, const QString& index, const QColor& colour,
                    const QString& name) {
        m_sketch.symbol(stack.symbol, m_backward ? QStringLiteral("\u2202") + letter : letter, index, colour, name);
    }

    void drawIndices(const StackPlace& stack) {
        for (std::size_t r = 0; r < m_units.size(); ++r) {
            const QRectF line(stack.rows.left() - m_metrics.index - 4, stack.rows.top() + qreal(r) * m_metrics.row,
                              m_metrics.index - 1, m_metrics.row);
            const bool current = m_units[r] == m_cursor.unit - 1;
            m_sketch.text(line, QString::number(m_units[r] + 1), Theme::Text::Caption,
                          current ? m_theme.ink : m_theme.mutedInk, Qt::AlignRight | Qt::AlignVCenter);
        }
    }

    void drawIncoming(const StackPlace& stack) {
        const int o = m_program.states[static_cast<std::size_t>(stack.state)].operation;
        const Operation& op = operation(o);
        const bool known = isKnown(stack);
        const QColor hue = m_theme.role(op.role);
        const QString label = labelOf(op);
        const QString what =
            m_backward ? tr("gradient handed on to the %1 before").arg(label) : tr("%1 before").arg(label);
        drawSymbol(stack, m_words.letter(o), previousIndex(m_reading.trace()), known ? hue : m_theme.faded(hue), what);
        drawIndices(stack);
        if (!known) {
            drawUnknownRows(stack.rows, forwardBefore(stack.state, label), hue);
            return;
        }
        const Index from = m_reading.before(m_t);
        drawRows(
            stack.rows, what, from >= 0 ? QString::fromStdString(op.name) : QString(), hue,
            m_backward ? Bar::Gradient : Bar::Signed, m_scales.rest,
            [&](Index unit) {
                return m_backward ? m_reading.carried(stack.state, m_t, unit)
                                  : m_reading.previous(stack.state, m_t, unit);
            },
            forwardBefore(stack.state, label), static_cast<int>(from) + 1,
            m_backward ? engine::Operand{} : engine::Operand{engine::Operand::From::Previous, o});
    }

    void drawInput() {
        const StackPlace& stack = m_layout.input;
        const auto& gradient = m_reading.trace().cell.inputGradient;
        const bool known =
            !m_backward || (gradient.size() > 0 && std::find(m_progress.reached().begin(), m_progress.reached().end(),
                                                             false) == m_progress.reached().end());
        drawSymbol(stack, QStringLiteral("x"), QStringLiteral("t"),
                   known ? m_theme.input : m_theme.faded(m_theme.input),
                   m_backward ? tr("gradient of the input") : tr("input"));
        drawFeatures(stack);
        for (std::size_t r = 0; r < m_features.size(); ++r) {
            ValueRow row;
            row.rect = QRectF(stack.rows.left(), stack.rows.top() + qreal(r) * m_metrics.row, stack.rows.width(),
                              m_metrics.row);
            const double value = m_reading.input(m_t, m_features[r]);
            row.value = m_backward && known ? double(gradient(m_t, m_features[r])) : value;
            row.full = m_backward ? m_scales.rest : m_scales.input;
            row.bar = m_backward ? Bar::Gradient : Bar::Signed;
            row.colour = m_theme.input;
            row.name =
                (m_backward ? tr("gradient of the input, feature %1") : tr("input, feature %1")).arg(m_features[r] + 1);
            if (!m_backward) row.edit = editPlace(m_reading, {engine::Operand::From::Input, -1}, m_t, m_features[r]);
            row.edited = isEdited(m_cursor, row.edit);
            if (m_backward && m_metrics.small > 0) {
                row.forward = value;
                row.forwardName = tr("forward: input, feature %1").arg(m_features[r] + 1);
            }
            if (known)
                drawValue(m_sketch, m_metrics, row);
            else
                drawUnknown(m_sketch, m_metrics, row, r == m_features.size() / 2);
        }
    }

    /// "x2": a feature is no unit, and never has a unit's number.
    void drawFeatures(const StackPlace& stack) {
        if (m_metrics.feature <= 0) return;
        for (std::size_t r = 0; r < m_features.size(); ++r)
            m_sketch.text(QRectF(stack.rows.left() - m_metrics.feature - 4, stack.rows.top() + qreal(r) * m_metrics.row,
                                 m_metrics.feature, m_metrics.row),
                          QStringLiteral("x%1").arg(m_features[r] + 1), Theme::Text::Caption, m_theme.mutedInk,
                          Qt::AlignRight | Qt::AlignVCenter, tr("feature %1").arg(m_features[r] + 1));
    }

    void drawOutgoing(const StackPlace& stack) {
        const int o = m_program.states[static_cast<std::size_t>(stack.state)].operation;
        const Operation& op = operation(o);
        const bool known = isReached(o);
        const QColor hue = m_theme.role(op.role);
        drawSymbol(stack, m_words.letter(o), QStringLiteral("t"), known ? hue : m_theme.faded(hue),
                   m_words.described(o));
        if (!known) {
            drawUnknownRows(stack.rows, o, hue);
            return;
        }
        drawRows(
            stack.rows, m_words.described(o), QString::fromStdString(op.name), hue,
            m_backward ? Bar::Gradient : Bar::Signed, m_scales.rest,
            [&](Index unit) { return m_backward ? m_reading.gradient(o, m_t, unit) : m_reading.value(o, m_t, unit); },
            forwardOf(o));
    }

    void drawLoss() {
        const QRectF& box = m_layout.loss;
        const bool current = m_station.kind == Station::Kind::Loss;
        m_sketch.box(box, current ? m_theme.accentSoft : m_theme.card, current ? m_theme.accent : m_theme.border,
                     current ? 2.5 : 1.5, 6);
        m_sketch.text(QRectF(box.left() + 4, box.top() + 3, box.width() - 8, m_metrics.caption), tr("loss L"),
                      Theme::Text::Caption, m_theme.accent);
        const QString text = gradientNumber(m_reading.trace().loss);
        m_sketch.number(QRectF(box.left() + 2, box.top() + m_metrics.caption + 2, box.width() - 4,
                               box.height() - m_metrics.caption - 4),
                        {text}, Theme::Text::Number, m_theme.ink, Qt::AlignCenter,
                        tr("loss") + QStringLiteral(", ") + text);
        m_sketch.target(box, QStringLiteral("t=%1,op=loss").arg(m_reading.lastStep() + 1), tr("loss"));
        const QPointF from(box.center().x(), box.top()),
            tip(box.center().x(), m_layout.outgoing.back().rows.bottom() + 3);
        if (from.y() - tip.y() > 10) {
            m_sketch.line({from, tip + QPointF(0, 7)}, current ? m_theme.accent : m_theme.faded(m_theme.accent), 3);
            m_sketch.arrow(from, tip, current ? m_theme.accent : m_theme.faded(m_theme.accent), 9);
        }
    }

    Reading m_reading;
    const engine::CellProgram& m_program;
    Cursor m_cursor;
    CellFit m_fit;
    const Theme& m_theme;
    const CellMetrics& m_metrics;
    const CellLayout& m_layout;
    Sketch m_sketch;
    Index m_t;
    std::vector<Index> m_units, m_features;
    Progress m_progress;
    CellWords m_words;
    const Station& m_station;
    bool m_backward;
    CellWords::Scales m_scales;
};

}  // namespace

Drawing drawCell(const engine::Trace& trace, const Cursor& cursor, const Theme& theme, QSizeF size,
                 const std::vector<std::string>& names) {
    if (trace.cell.program->states.empty()) return drawLayer(trace, cursor, theme, size, names);
    return Scene(trace, cursor, theme, size).draw();
}

QSizeF smallestCellSize(const engine::Trace& trace, const Theme& theme) {
    if (trace.cell.program->states.empty()) return {460, 220};
    return smallestCell(*trace.cell.program, cellMetrics(theme, trace.cell.program->units));
}

}  // namespace gui
