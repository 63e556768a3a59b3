// Draws a program without states: each operation a card with its numbers, an arrow from what it reads.
#include "gui/scene/layerscene.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

#include "gui/place/cellnames.h"
#include "gui/place/reading.h"
#include "gui/place/stepping.h"
#include "gui/scene/cellfacts.h"
#include "gui/scene/cellfit.h"
#include "gui/scene/cellwords.h"
#include "gui/scene/layergrid.h"
#include "gui/scene/progress.h"
#include "gui/scene/units.h"
#include "gui/scene/vectors.h"
#include "gui/widgets/sketch.h"

namespace gui {

using engine::Index;
using engine::Operand;
using engine::Operation;
using engine::Term;

namespace {

class LayerPicture {
    Q_DECLARE_TR_FUNCTIONS(gui::LayerScene)

 public:
    LayerPicture(const engine::Trace& trace, const Cursor& cursor, const Theme& theme, QSizeF size,
                 const std::vector<std::string>& names)
        : m_reading(trace),
          m_program(m_reading.program()),
          m_cursor(m_reading.fitted(cursor)),
          m_theme(enlarged(theme, size)),
          m_metrics(cellMetrics(m_theme, std::max(m_program.units, m_program.features))),
          m_sketch(m_theme, size),
          m_size(size),
          m_t(m_cursor.t - 1),
          m_progress(m_program, m_cursor),
          m_words(m_reading, m_cursor, m_progress),
          m_backward(m_progress.backward()),
          m_names(names.size() == std::size_t(m_program.units) ? names : std::vector<std::string>()) {
        const qreal head = m_metrics.caption + 14;
        const QRectF area(18, head, size.width() - 36, size.height() - head - m_metrics.caption - 16);
        m_metrics.value =
            std::max(m_metrics.value, m_sketch.width(QStringLiteral("\u22128.88e\u22128"), Theme::Text::Number) + 9);
        m_grid = layoutLayer(m_program, area, m_metrics.index + m_metrics.value * 2.1 + 24);
        m_head = m_metrics.symbol + m_metrics.caption + 8;
        qreal least = m_grid.input.isNull() ? area.height() : m_grid.input.height();
        for (const QRectF& card : m_grid.cards) least = std::min(least, card.height());
        // A low card keeps its letter alone above its numbers; on the lowest one number stands beside it.
        m_isLow = least < m_head + m_metrics.row + 6;
        if (m_isLow) m_head = m_metrics.symbol + 2;
        m_isFlat = least < m_head + m_metrics.row + 4;
        m_rows =
            m_isFlat ? 1 : static_cast<std::size_t>(std::max(1.0, std::floor((least - m_head - 6) / m_metrics.row)));
        m_units = shownUnits(m_reading, m_cursor, m_rows);
        m_features = shownFeatures(m_reading, m_t, m_rows);
        nameUnits();
        m_full = scale();
    }

    Drawing draw() {
        m_sketch.box(QRectF(1, 1, m_size.width() - 2, m_size.height() - 2), m_theme.card, m_theme.border, 1.5, 8);
        m_sketch.text(QRectF(18, 8, m_size.width() - 36, m_metrics.caption), header(), Theme::Text::Caption,
                      m_theme.mutedInk, Qt::AlignLeft | Qt::AlignVCenter);
        for (const bool current : {false, true})
            for (int o = 0; o < int(m_program.operations.size()); ++o)
                if (m_progress.isCurrent(o) == current) drawWires(o);
        if (!m_grid.input.isNull()) drawInput();
        for (int o = 0; o < int(m_program.operations.size()); ++o) {
            const Sketch::Mark before = m_sketch.mark();
            drawCard(o);
            // In front of a class only the subject of the moment keeps its ink.
            if (m_theme.presenter && m_progress.isReached(o) && !m_progress.isSubject(o)) m_sketch.fadeSince(before);
        }
        m_sketch.text(QRectF(18, m_size.height() - m_metrics.caption - 8, m_size.width() - 36, m_metrics.caption),
                      footer(), Theme::Text::Caption, m_theme.mutedInk, Qt::AlignLeft | Qt::AlignVCenter);
        return m_sketch.take();
    }

 private:
    [[nodiscard]] const Operation& operation(int o) const { return m_program.operations[static_cast<std::size_t>(o)]; }

    /// "3 cat", "cat" or "3": one wording for all rows.
    enum class Wording { Both, Name, Number };
    [[nodiscard]] QString unitText(Index unit, Wording wording) const {
        const QString name =
            m_names.empty() ? QString() : QString::fromStdString(m_names[static_cast<std::size_t>(unit)]);
        if (wording == Wording::Number || name.isEmpty()) return QString::number(unit + 1);
        return wording == Wording::Name ? name : QString::number(unit + 1) + QLatin1Char(' ') + name;
    }
    /// The fullest wording that leaves the numbers their room, and the width of its column.
    void nameUnits() {
        m_wording = Wording::Number;
        m_unitWidth = m_metrics.index;
        if (m_names.empty() || m_isFlat || m_grid.cards.empty()) return;
        const qreal room = m_grid.cards.front().width() - 24 - m_metrics.value;
        for (const Wording wording : {Wording::Both, Wording::Name}) {
            qreal width = m_metrics.index;
            for (const Index unit : m_units)
                width = std::max(width, m_sketch.width(unitText(unit, wording), Theme::Text::Caption) + 2);
            if (width > room) continue;
            m_wording = wording;
            m_unitWidth = width;
            return;
        }
    }

    /// One scale for all cards: what 98 of 100 numbers stay within.
    [[nodiscard]] double scale() const {
        if (m_backward) return m_reading.usualGradientAt(m_t);
        double most = 0;
        for (int o = 0; o < int(m_program.operations.size()); ++o)
            if (operation(o).kind != Operation::Kind::Rescale) most = std::max(most, m_reading.usual(o));
        return most > 0 ? most : 1;
    }
    /// A rescaled number has a size of its own: MW beside a share of a deviation.
    [[nodiscard]] double fullOf(int o) const {
        return !m_backward && operation(o).kind == Operation::Kind::Rescale ? m_reading.usual(o) : m_full;
    }

    [[nodiscard]] QStringList header() const {
        const QString dot = QStringLiteral(" \u00B7 ");
        QString title = titleOf(m_program);
        const QString layer = QString::fromStdString(m_reading.trace().layer);
        if (!m_grid.input.isNull()) title += dot + layer;
        const QString shown = m_units.size() < static_cast<std::size_t>(m_program.units)
                                  ? tr("%1 of %2 units shown").arg(m_units.size()).arg(m_program.units)
                                  : (m_program.units == 1 ? tr("1 unit") : tr("%1 units").arg(m_program.units));
        const QString step = m_reading.steps() > 1 ? dot + QStringLiteral("t = %1").arg(m_cursor.t) : QString();
        const QString gradient =
            m_backward ? dot + tr("\u2202%1 is \u2202L/\u2202%1").arg(m_words.letter(m_program.output)) : QString();
        return {title + step + dot + shown + gradient, title + step, title};
    }

    [[nodiscard]] QStringList footer() const {
        const QString full = scaleNumber(m_full), input = scaleNumber(m_reading.usualInput());
        const bool two = !m_backward && !m_grid.input.isNull() && !readsTable(m_program) && input != full;
        QString text = two ? tr("full bar = %1, of x %2").arg(full, input) : tr("full bar = %1").arg(full);
        const auto features = static_cast<std::size_t>(m_program.features);
        if (!m_grid.input.isNull() && features > m_features.size())
            text += QStringLiteral(" \u00B7 ") + tr("%1 of %2 inputs shown").arg(m_features.size()).arg(features);
        return {text};
    }

    void drawWires(int o) {
        const Operation& op = operation(o);
        const QRectF& card = m_grid.cards[static_cast<std::size_t>(o)];
        for (const Operand& operand : op.operands)
            drawWire(m_grid.cards[static_cast<std::size_t>(operand.operation)], card, operand.operation, o);
        if (m_grid.input.isNull()) return;
        for (const Term& term : op.terms)
            if (term.kind == Term::Kind::Kernel || term.kind == Term::Kind::Row) drawWire(m_grid.input, card, -1, o);
    }

    /// From card to card; past the cards of the columns between, in the gap above them.
    void drawWire(const QRectF& from, const QRectF& to, int source, int reader) {
        const bool known = m_progress.isReached(reader);
        const bool current = m_progress.isCurrent(m_backward && source >= 0 ? source : reader);
        const QColor hue = source < 0 ? m_theme.input : m_theme.role(operation(source).role);
        const QColor colour = known || current ? hue : m_theme.faded(hue);
        const QPointF start(from.right(), from.center().y()), end(to.left(), to.center().y());
        QPolygonF way{start};
        const qreal bend = end.x() - m_grid.gap * 0.55;
        if (end.x() - start.x() > m_grid.gap * 1.5) {
            const qreal lane = (from.center().y() > to.center().y() ? to.bottom() : to.top()) +
                               (from.center().y() > to.center().y() ? 6 : -6);
            const qreal leave = start.x() + m_grid.gap * 0.45;
            way << QPointF(leave, start.y()) << QPointF(leave, lane) << QPointF(bend, lane) << QPointF(bend, end.y());
        } else if (std::abs(start.y() - end.y()) > 1) {
            way << QPointF(bend, start.y()) << QPointF(bend, end.y());
        }
        way << end;
        if (m_backward) std::reverse(way.begin(), way.end());
        const QPointF tip = way.back(), before = way[way.size() - 2];
        way.back() = tip - (tip - before) / QLineF(before, tip).length() * 8;
        m_sketch.line(way, colour, current ? 4.5 : 3);
        m_sketch.arrow(before, tip, colour, 10);
    }

    void drawHead(const QRectF& card, const QString& letter, const QString& index, const QString& label,
                  const QStringList& note, const QColor& ink) {
        const QRectF inner = card.adjusted(10, 6, -8, -6);
        const QString shown = m_backward ? QStringLiteral("\u2202") + letter : letter;
        const qreal baseline = inner.top() + m_metrics.symbol * 0.66;
        const qreal width = m_sketch.symbolWidth(shown, index);
        if (m_isFlat) {
            if (width + m_metrics.value + 24 <= card.width())
                m_sketch.symbol(QPointF(inner.left(), card.center().y() + m_metrics.symbol * 0.2), shown, index, ink,
                                label);
            return;
        }
        m_sketch.symbol(QPointF(inner.left(), baseline), shown, index, ink, label);
        if (m_isLow) return;
        const QRectF beside(inner.left() + width + 8, inner.top(), inner.width() - width - 8, m_metrics.symbol - 4),
            below(inner.left(), inner.top() + m_metrics.symbol - 2, inner.width(), m_metrics.caption);
        const bool fits = m_sketch.width(label, Theme::Text::Caption) <= beside.width();
        if (fits) m_sketch.text(beside, label, Theme::Text::Caption, ink, Qt::AlignLeft | Qt::AlignVCenter);
        // What the numbers are comes before how they are made.
        const bool room = fits || m_sketch.width(label, Theme::Text::Caption) <= below.width();
        const QStringList line = fits || !room ? note : QStringList{label};
        if (!line.isEmpty())
            m_sketch.text(below, line, Theme::Text::Caption, fits ? m_theme.mutedInk : ink,
                          Qt::AlignLeft | Qt::AlignVCenter);
    }

    [[nodiscard]] QRectF rowOf(const QRectF& card, std::size_t place, std::size_t count, qreal indexWidth) const {
        if (m_isFlat) {
            const qreal width = std::min(m_metrics.value, card.width() * 0.6);
            return {card.right() - 6 - width, card.center().y() - m_metrics.row / 2, width, m_metrics.row};
        }
        // Few numbers stand in the middle of their card.
        const qreal room = card.height() - m_head - 6, used = m_metrics.row * qreal(count);
        const qreal top = card.top() + m_head + std::min(std::max(0.0, (room - used) / 2), m_metrics.row * 1.5);
        const qreal left = card.left() + 10 + indexWidth;
        return {left, top + qreal(place) * m_metrics.row, card.right() - 10 - left, m_metrics.row};
    }

    void drawIndex(const QRectF& row, const QString& text, qreal width, bool current) {
        if (m_isFlat) return;
        m_sketch.text(QRectF(row.left() - width - 6, row.top(), width, row.height()), text, Theme::Text::Caption,
                      current ? m_theme.ink : m_theme.mutedInk, Qt::AlignRight | Qt::AlignVCenter);
    }

    void drawCard(int o) {
        const Operation& op = operation(o);
        const QRectF& card = m_grid.cards[static_cast<std::size_t>(o)];
        const ColumnPlace column{o, o, card, card, 0};
        const Progress::Shown shown = m_progress.shownIn(column);
        const bool known = shown.operation >= 0, current = m_progress.isCurrent(o) || (known && shown.contribution);
        const QColor hue = m_theme.role(op.role), ink = known ? hue : m_theme.faded(hue);
        QColor soft = hue;
        soft.setAlphaF(0.09F);
        m_sketch.box(card, m_theme.card, Qt::transparent, 0, 7);
        m_sketch.box(card, current ? soft : QColor(Qt::transparent),
                     current ? hue
                     : known ? m_theme.border
                             : m_theme.faded(m_theme.border),
                     current ? 2.5 : 1.5, 7);
        drawHead(card, m_words.letter(o), m_words.indexBelow(o), labelOf(op), noteOf(o, shown), ink);
        m_sketch.target(QRectF(card.topLeft(), QSizeF(card.width(), m_head)),
                        QStringLiteral("op=") + QString::fromStdString(op.name), labelOf(op));
        QRectF boxed;
        for (std::size_t r = 0; r < m_units.size(); ++r) {
            ValueRow row;
            row.rect = rowOf(card, r, m_units.size(), m_unitWidth);
            row.colour = hue;
            const Index unit = m_units[r];
            drawIndex(row.rect, unitText(unit, m_wording), m_unitWidth, unit == m_cursor.unit - 1);
            if (!known) {
                drawUnknown(m_sketch, m_metrics, row, r == m_units.size() / 2);
                continue;
            }
            row.value = valueOf(o, shown, unit);
            row.full = shown.contribution ? m_full : fullOf(o);
            row.bar = m_backward ? Bar::Gradient : Bar::Signed;
            row.name = tr("%1, unit %2").arg(m_words.described(o), unitText(unit, Wording::Both));
            row.id = QStringLiteral("op=%1,unit=%2").arg(QString::fromStdString(op.name)).arg(unit + 1);
            if (unit == m_cursor.unit - 1) boxed = row.rect;
            drawValue(m_sketch, m_metrics, row);
        }
        if (!boxed.isNull() && m_program.units > 1) drawUnitBox(m_sketch, boxed);
    }

    [[nodiscard]] double valueOf(int o, const Progress::Shown& shown, Index unit) const {
        if (shown.contribution) {
            const int parameter = m_progress.station().index;
            return m_reading.contribution(parameter, contributionRow(m_reading, m_cursor, parameter), unit, m_t);
        }
        return m_backward ? m_reading.gradient(o, m_t, unit) : m_reading.value(o, m_t, unit);
    }

    [[nodiscard]] QStringList noteOf(int o, const Progress::Shown& shown) const {
        const Operation& op = operation(o);
        if (shown.contribution)
            return {tr("to \u2202L/\u2202%1, %2").arg(m_progress.station().symbol, m_words.row()),
                    QStringLiteral("\u2202L/\u2202%1").arg(m_progress.station().symbol)};
        if (isHeld(m_program, m_cursor, o, o)) return {tr("held")};
        if (op.kind == Operation::Kind::Affine && isWeightEdited(m_program, m_cursor, o)) return {tr("weight edited")};
        if (op.kind == Operation::Kind::Activate) return {activationWord(op)};
        for (const Term& term : op.terms) {
            if (term.kind == Term::Kind::Row)
                return {tr("a row of %1 words").arg(m_program.parameters[0].rows()), QStringLiteral("E[x]")};
            if (term.kind == Term::Kind::Kernel)
                return {tr("W x + b, %1 inputs").arg(m_program.features), QStringLiteral("W x + b")};
        }
        return {};
    }

    void drawInput() {
        const QRectF& card = m_grid.input;
        m_sketch.box(card, m_theme.card, m_theme.border, 1.5, 7);
        const auto& gradient = m_reading.trace().cell.inputGradient;
        const bool tokens = readsTable(m_program);
        const auto& reached = m_progress.reached();
        const bool known = !m_backward || (!tokens && gradient.size() > 0 &&
                                           std::find(reached.begin(), reached.end(), false) == reached.end());
        drawHead(card, QStringLiteral("x"), {}, tokens ? tr("word number") : tr("input"),
                 tokens ? QStringList() : QStringList{tr("from the layer before"), tr("from before")},
                 known ? m_theme.input : m_theme.faded(m_theme.input));
        for (std::size_t r = 0; r < m_features.size(); ++r) {
            ValueRow row;
            const Index feature = m_features[r];
            row.rect = rowOf(card, r, m_features.size(), m_metrics.index);
            row.colour = m_theme.input;
            const double value = m_reading.input(m_t, feature);
            if (tokens) {
                m_sketch.box(row.rect.adjusted(0.5, 1.5, -0.5, -1.5), m_theme.card, m_theme.border, 1, 2);
                const QString number = QString::number(static_cast<int>(value));
                m_sketch.number(row.rect, {number}, Theme::Text::Number, m_theme.ink, Qt::AlignCenter,
                                tr("word number %1").arg(number));
                continue;
            }
            drawIndex(row.rect, QString::number(feature + 1), m_metrics.index, false);
            if (!known) {
                drawUnknown(m_sketch, m_metrics, row, r == m_features.size() / 2);
                continue;
            }
            row.value = m_backward ? double(gradient(m_t, feature)) : value;
            row.full = m_backward ? m_full : m_reading.usualInput();
            row.bar = m_backward ? Bar::Gradient : Bar::Signed;
            row.name = (m_backward ? tr("gradient of the input, number %1") : tr("input, number %1")).arg(feature + 1);
            if (!m_backward) row.edit = editPlace(m_reading, {Operand::From::Input, -1}, m_t, feature);
            row.edited = isEdited(m_cursor, row.edit);
            drawValue(m_sketch, m_metrics, row);
        }
    }

    Reading m_reading;
    const engine::CellProgram& m_program;
    Cursor m_cursor;
    const Theme m_theme;
    CellMetrics m_metrics;
    Sketch m_sketch;
    QSizeF m_size;
    Index m_t;
    Progress m_progress;
    CellWords m_words;
    bool m_backward;
    std::vector<std::string> m_names;
    LayerGrid m_grid;
    qreal m_head = 0;
    bool m_isLow = false, m_isFlat = false;
    std::size_t m_rows = 1;
    std::vector<Index> m_units, m_features;
    Wording m_wording = Wording::Number;
    qreal m_unitWidth = 0;
    double m_full = 1;
};

}  // namespace

Drawing drawLayer(const engine::Trace& trace, const Cursor& cursor, const Theme& theme, QSizeF size,
                  const std::vector<std::string>& names) {
    return LayerPicture(trace, cursor, theme, size, names).draw();
}

}  // namespace gui
