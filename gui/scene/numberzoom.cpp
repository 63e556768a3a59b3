// Draws one number and where it comes from.
#include "gui/scene/numberzoom.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

#include "engine/cells/contributions.h"
#include "gui/place/cellnames.h"
#include "gui/place/letters.h"
#include "gui/place/reading.h"
#include "gui/place/stepping.h"
#include "gui/scene/cellfacts.h"
#include "gui/scene/vectors.h"
#include "gui/scene/weightmatrix.h"
#include "gui/widgets/sketch.h"

namespace gui {

using engine::Index;
using engine::Operation;
using engine::Term;

namespace {

class NumberPicture {
    Q_DECLARE_TR_FUNCTIONS(gui::NumberZoom)

 public:
    NumberPicture(const engine::Trace& trace, const Cursor& cursor, const Theme& theme, QSizeF size)
        : m_reading(trace),
          m_program(m_reading.program()),
          m_cursor(m_reading.fitted(cursor)),
          m_theme(enlarged(theme, size)),
          m_sketch(m_theme, size),
          m_size(size),
          m_metrics(cellMetrics(m_theme, m_program.units)),
          m_t(m_cursor.t - 1),
          m_unit(m_cursor.unit - 1) {
        const auto stations = stationsOf(m_program, m_cursor);
        const Station& station = stations[static_cast<std::size_t>(stationIndex(stations, m_cursor.operation))];
        m_operation = station.kind == Station::Kind::Operation ? station.index : m_program.output;
        m_backward = m_cursor.pass == Cursor::Pass::Backward;
        m_metrics.value = std::max(
            m_metrics.value, std::ceil(m_sketch.width(QStringLiteral("\u22128.88e\u22128"), Theme::Text::Number) + 6));
        // A gate is taken apart down to the sum behind it.
        m_affine = m_operation;
        const Operation& op = operation(m_operation);
        if (op.kind == Operation::Kind::Activate && operation(op.operands[0].operation).kind == Operation::Kind::Affine)
            m_affine = op.operands[0].operation;
        if (operation(m_affine).kind != Operation::Kind::Affine) m_affine = -1;
        m_activation = m_affine >= 0 && m_affine != m_operation ? m_operation : -1;
        // On the way back the sum's gradient comes through the activation that reads it.
        for (int o = 0; m_backward && m_affine >= 0 && m_activation < 0 && o < int(m_program.operations.size()); ++o)
            if (operation(o).kind == Operation::Kind::Activate &&
                operation(o).operands[0] == engine::Operand{engine::Operand::From::Now, m_affine})
                m_activation = o;
    }

    Drawing draw() {
        m_sketch.box(QRectF(1, 1, m_size.width() - 2, m_size.height() - 2), m_theme.card, m_theme.border, 1.5, 8);
        drawTitle();
        const qreal top = 16 + m_metrics.symbol;
        const auto lines = m_backward ? readers() : m_affine >= 0 ? products() : operands();
        // A long table leaves the other half free: for the weights, or for this number at every other step.
        const bool wide = m_size.width() > 8.6 * m_metrics.value,
                   isLong = qreal(lines.size() + 1) * (m_metrics.row + 3) > (m_size.height() - top) * 0.6;
        const bool side = wide && (m_affine >= 0 || isLong);
        const qreal split = side ? std::round(m_size.width() * 0.56) : m_size.width();
        // What can be done here is said here: nobody hovers in front of a class.
        const bool hint = !m_backward && m_affine >= 0 && !m_theme.presenter;
        const qreal whole = m_size.height() - top - 14 - (hint ? m_metrics.caption + 4 : 0),
                    table = (m_metrics.row + 3) * (qreal(lines.size()) + 2);
        // Few lines leave room for the same number at every other step.
        const bool history = m_reading.steps() > 1 && !(side && m_affine < 0) && whole - table > 6 * m_metrics.caption;
        drawTable(QRectF(18, top, split - 36, history ? table : whole), lines);
        if (hint)
            m_sketch.text(
                QRectF(18, m_size.height() - m_metrics.caption - 8, split - 36, m_metrics.caption),
                QStringList{tr("dotted: drag or double-click to change; click a weight to light it in every copy"),
                            tr("dotted: drag it; click a weight to light it"), tr("dotted: drag it")},
                Theme::Text::Caption, m_theme.mutedInk, Qt::AlignLeft | Qt::AlignVCenter);
        if (history) drawHistory(QRectF(18, top + table + 10, split - 36, whole - table - 10));
        if (side && m_affine < 0) {
            if (m_reading.steps() > 1)
                drawHistory(QRectF(split, top, m_size.width() - split - 18, m_size.height() - top - 14));
        } else if (side) {
            const QRectF right(split, top, m_size.width() - split - 18, m_size.height() - top - 14);
            const bool curve = m_activation >= 0 && !engine::isOfRows(operation(m_activation).activation);
            const qreal half = curve ? right.height() * 0.4 : 0;
            if (curve) drawCurve(QRectF(right.left(), right.top(), right.width(), half - 10));
            drawWeightMatrix(m_sketch, m_reading, m_cursor, m_affine,
                             QRectF(right.left(), right.top() + half, right.width(), right.height() - half));
        }
        return m_sketch.take();
    }

 private:
    struct Line {
        QString what;  ///< "x₁", "h 3"
        double a = 0, b = 0, result = 0;
        bool product = true;  ///< a · b = result; else the result alone
        QColor colour;
        QString weight,
            source;        ///< what an edit of the factor, or of the operand, is called; empty: it cannot be edited
        bool lit = false;  ///< the weight that was pointed at
    };

    [[nodiscard]] const Operation& operation(int o) const { return m_program.operations[static_cast<std::size_t>(o)]; }
    [[nodiscard]] double shown() const {
        return m_backward ? m_reading.gradient(m_operation, m_t, m_unit) : m_reading.value(m_operation, m_t, m_unit);
    }
    [[nodiscard]] QString show(double value) const {
        if (m_backward) return gradientNumber(value);
        return std::abs(value) < 0.0095 && value != 0 ? gradientNumber(value)
                                                      : number(value, std::abs(value) < 99 ? 3 : 1);
    }

    void drawTitle() {
        const Operation& op = operation(m_operation);
        const engine::Letter letter = letterOf(m_program, m_operation, m_cursor.letters);
        const QString symbol =
            (m_backward ? QStringLiteral("\u2202L/\u2202") : QString()) + QString::fromStdString(letter.text);
        const QString text = labelOf(op);
        const qreal baseline = 12 + m_metrics.symbol * 0.66;
        const QRectF drawn = m_sketch.symbol(QPointF(18, baseline), symbol, QString::fromStdString(letter.subscript),
                                             m_theme.role(op.role));
        const QString name =
            tr("%1, unit %2").arg(m_backward ? tr("gradient of the %1").arg(text) : text).arg(m_unit + 1);
        const QString value = show(shown());
        const qreal width = m_sketch.width(value, Theme::Text::NumberLarge);
        m_sketch.text(QRectF(m_size.width() - 22 - width, 12, width + 1, m_metrics.symbol - 4), value,
                      Theme::Text::NumberLarge, m_theme.role(op.role), Qt::AlignRight | Qt::AlignVCenter,
                      name + QStringLiteral(", ") + value);
        m_sketch.text(QRectF(drawn.right() + 12, 12, m_size.width() - drawn.right() - width - 50, m_metrics.symbol - 4),
                      m_reading.steps() > 1 ? tr("%1, unit %2, t = %3").arg(text).arg(m_unit + 1).arg(m_cursor.t)
                                            : tr("%1, unit %2").arg(text).arg(m_unit + 1),
                      Theme::Text::Caption, m_theme.mutedInk, Qt::AlignLeft | Qt::AlignVCenter);
    }

    /// "z f": a letter and its index on one line.
    [[nodiscard]] QString letterWords(int o) const {
        const engine::Letter letter = letterOf(m_program, o, m_cursor.letters);
        return QString::fromStdString(letter.text) +
               (letter.subscript.empty() ? QString() : QLatin1Char(' ') + QString::fromStdString(letter.subscript));
    }
    [[nodiscard]] QString operandWord(const engine::Operand& operand) const {
        if (operand.from == engine::Operand::From::Input) return QStringLiteral("x");
        const QString symbol = letterWords(operand.operation);
        return operand.from == engine::Operand::From::Previous
                   ? symbol + (m_reading.trace().cell.backwards ? QStringLiteral(" t+1") : QStringLiteral(" t\u22121"))
                   : symbol;
    }
    [[nodiscard]] QColor operandColour(const engine::Operand& operand) const {
        return operand.from == engine::Operand::From::Input ? m_theme.input
                                                            : m_theme.role(operation(operand.operation).role);
    }

    /// W x and U h, weight by weight, and the bias.
    [[nodiscard]] std::vector<Line> products() const {
        std::vector<Line> lines;
        for (const auto& one : engine::affineProducts(m_reading.trace().cell, m_affine, m_t, m_unit)) {
            const Term& term = operation(m_affine).terms[static_cast<std::size_t>(one.term)];
            Line line;
            line.result = one.product;
            line.product = term.kind == Term::Kind::Kernel || term.kind == Term::Kind::Peephole;
            line.what = term.kind == Term::Kind::Bias  ? tr("bias")
                        : term.kind == Term::Kind::Row ? tr("E, row %1").arg(one.element + 1)
                                                       : operandWord(term.operand);
            if (one.element >= 0 && line.product) line.what += QStringLiteral(" [%1]").arg(one.element + 1);
            line.a = one.weight;
            line.b = one.value;
            line.colour = term.kind == Term::Kind::Bias ? m_theme.mutedInk : operandColour(term.operand);
            setPlaces(line, term, one.element);
            lines.push_back(line);
        }
        return lines;
    }

    /// A weight can be edited anywhere; an operand where it is the sample's number or an initial state.
    void setPlaces(Line& line, const Term& term, Index element) const {
        const int column = static_cast<int>(term.gate * m_program.units + m_unit + 1);
        if (term.parameter >= 0) {
            const std::string path = lastWord(m_program.parameters[static_cast<std::size_t>(term.parameter)].path);
            const bool byElement = term.kind == Term::Kind::Kernel || term.kind == Term::Kind::Row;
            const Index row = byElement ? element : term.kind == Term::Kind::Bias ? term.row : 0;
            line.weight = numberPlace(path, static_cast<int>(row) + 1, column);
            line.lit = m_cursor.weight && numberPlace(m_cursor.weight->parameter, m_cursor.weight->row,
                                                      m_cursor.weight->column) == line.weight;
        }
        if (term.kind != Term::Kind::Bias && term.kind != Term::Kind::Row && element >= 0)
            line.source = editPlace(m_reading, term.operand, m_t, element);
    }

    /// The one or two numbers an element-wise operation takes.
    [[nodiscard]] std::vector<Line> operands() const {
        std::vector<Line> lines;
        for (const auto& operand : operation(m_operation).operands) {
            Line line;
            line.product = false;
            line.what = operandWord(operand);
            line.result = m_reading.operand(operand, m_t, m_unit);
            line.colour = operandColour(operand);
            lines.push_back(line);
        }
        return lines;
    }

    [[nodiscard]] std::vector<Line> readers() const {
        std::vector<Line> lines;
        for (const auto& one : engine::gradientContributions(m_reading.trace().cell, m_operation, m_t, m_unit)) {
            if (one.overUnits && one.term >= 0) {
                addUnits(one, lines);
                continue;
            }
            Line line;
            line.result = one.contribution;
            line.product = one.consumer >= 0 && !one.overUnits;
            line.a = one.consumerGradient;
            line.b = one.local;
            const QString symbol = one.consumer < 0 ? tr("outside") : letterWords(one.consumer);
            line.what =
                symbol + (one.step == m_t || one.consumer < 0 ? QString() : QStringLiteral(", t=%1").arg(one.step + 1));
            line.colour = one.consumer < 0 ? m_theme.accent : m_theme.role(operation(one.consumer).role);
            lines.push_back(line);
        }
        return lines;
    }

    /// Through a matrix: every unit of the reader hands back its gradient times the weight between the two.
    void addUnits(const engine::GradientContribution& one, std::vector<Line>& lines) const {
        const Term& term = operation(one.consumer).terms[static_cast<std::size_t>(one.term)];
        const engine::Matrix passing = engine::passingGradient(m_reading.trace().cell, one.consumer, one.step);
        const engine::Matrix& weights = m_reading.trace().cell.parameters[static_cast<std::size_t>(term.parameter)];
        const QString step = one.step == m_t ? QString() : QStringLiteral(", t=%1").arg(one.step + 1);
        for (Index u = 0; u < m_program.units; ++u) {
            Line line;
            line.a = double(passing(0, u));
            line.b = double(weights(m_unit, term.gate * m_program.units + u));
            line.result = line.a * line.b;
            line.what = QStringLiteral("%1 [%2]").arg(letterWords(one.consumer)).arg(u + 1) + step;
            line.colour = m_theme.role(operation(one.consumer).role);
            lines.push_back(line);
        }
    }

    void drawTable(const QRectF& area, std::vector<Line> lines) {
        const bool sums = m_backward || m_affine >= 0;
        const qreal row = m_metrics.row + 3;
        const auto room = static_cast<std::size_t>(std::max(1.0, std::floor((area.height() - 3) / row) - 1.0));
        const std::size_t all = lines.size();
        double rest = 0;
        if (all > room) {
            // The largest products tell the story, beside the lit one; what is left out is added up in one line.
            std::stable_sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) {
                return a.lit != b.lit ? a.lit : std::abs(a.result) > std::abs(b.result);
            });
            for (std::size_t k = room - 1; k < all; ++k) rest += lines[k].result;
            lines.resize(room - 1);
            Line others;
            others.what = tr("%1 others").arg(all - lines.size());
            others.result = rest;
            others.product = false;
            others.colour = m_theme.mutedInk;
            lines.push_back(others);
        }
        double full = 1e-30;
        for (const Line& line : lines) full = std::max(full, std::abs(line.result));
        const qreal result = m_metrics.value + 6, words = std::min(area.width() * 0.28, m_metrics.value * 1.7);
        const qreal numbers = std::max(0.0, area.width() - words - result - 8);
        qreal y = area.top();
        for (const Line& line : lines) {
            if (line.lit)
                m_sketch.box(QRectF(area.left() - 6, y, area.width() + 8, row), m_theme.accentSoft, m_theme.accent, 1.5,
                             4);
            if (line.product) drawFactors(QRectF(area.left() + words, y, numbers, row), line);
            m_sketch.text(QRectF(area.left(), y, words - 6, row), line.what, Theme::Text::Caption, line.colour,
                          Qt::AlignLeft | Qt::AlignVCenter);
            drawResult(QRectF(area.right() - result, y + 1.5, result, m_metrics.row), line.result, full, line.colour,
                       line.what);
            if (!line.product && !line.weight.isEmpty())
                offer(QRectF(area.right() - result, y + 1.5, result, m_metrics.row), line.weight, line.result,
                      tr("weight, %1").arg(line.what));
            y += row;
        }
        if (sums) {
            m_sketch.line({QPointF(area.right() - result - 10, y + 1), QPointF(area.right(), y + 1)}, m_theme.ink, 1.5);
            m_sketch.text(QRectF(area.left() + words, y + 2, numbers, row), m_backward ? tr("sum") : tr("sum z"),
                          Theme::Text::Caption, m_theme.ink, Qt::AlignRight | Qt::AlignVCenter);
            const double total = m_backward ? shown() : m_reading.value(m_affine, m_t, m_unit);
            m_sketch.number(QRectF(area.right() - result, y + 2, result - 5, row), {show(total)}, Theme::Text::Number,
                            m_theme.ink, Qt::AlignRight | Qt::AlignVCenter,
                            tr("sum") + QStringLiteral(", ") + show(total));
        } else {
            const Operation& op = operation(m_operation);
            const QString sign = op.kind == Operation::Kind::Multiply     ? tr("product")
                                 : op.kind == Operation::Kind::Add        ? tr("sum")
                                 : op.kind == Operation::Kind::Complement ? tr("1 \u2212 that")
                                 : op.kind == Operation::Kind::Subtract   ? tr("difference")
                                 : op.kind == Operation::Kind::Normalize  ? tr("by the sum")
                                 : op.kind == Operation::Kind::Logarithm  ? tr("ln of that")
                                 : op.kind == Operation::Kind::Rescale
                                     ? tr("rescaled")
                                     : QString::fromStdString(engine::activationName(op.activation));
            m_sketch.text(QRectF(area.left() + words, y + 2, numbers, row), sign, Theme::Text::Caption, m_theme.ink,
                          Qt::AlignRight | Qt::AlignVCenter);
            m_sketch.number(QRectF(area.right() - result, y + 2, result - 5, row), {show(shown())}, Theme::Text::Number,
                            m_theme.role(op.role), Qt::AlignRight | Qt::AlignVCenter,
                            sign + QStringLiteral(", ") + show(shown()));
        }
    }

    /// weight · value =, each of which may be open to change.
    void drawFactors(const QRectF& box, const Line& line) {
        const QString sign = QStringLiteral(" ="), times = QStringLiteral(" \u00B7 "), a = show(line.a),
                      b = show(line.b);
        qreal right = box.right();
        const auto put = [&](const QString& text, const QString& place, double value, const QString& name) {
            const qreal width = m_sketch.width(text, Theme::Text::Number);
            const QRectF rect(right - width, box.top(), width, box.height());
            m_sketch.text(rect.adjusted(-0.5, 0, 0.5, 0), text, Theme::Text::Number,
                          place.isEmpty() ? m_theme.mutedInk : m_theme.ink, Qt::AlignRight | Qt::AlignVCenter,
                          name.isEmpty() ? QString() : name + QStringLiteral(", ") + text);
            if (!place.isEmpty()) offer(rect.adjusted(-4, 2, 2, -2), place, value, name);
            right -= width;
        };
        if (m_sketch.width(a + times + b + sign, Theme::Text::Number) > box.width()) {
            // Too narrow for both: fewer digits of what is multiplied, never of what is added; the places stay open.
            QStringList wordings;
            for (const int digits : {3, 2, 1})
                wordings << gradientNumber(line.a, digits) + times + gradientNumber(line.b, digits) + sign;
            wordings << gradientNumber(line.a, 1) + QStringLiteral("\u00B7") + gradientNumber(line.b, 1) +
                            QLatin1Char('=');
            m_sketch.text(box, wordings, Theme::Text::Number, m_theme.mutedInk, Qt::AlignRight | Qt::AlignVCenter);
            if (!line.weight.isEmpty())
                offer(QRectF(box.left(), box.top() + 2, box.width() / 2, box.height() - 4), line.weight, line.a,
                      tr("weight, %1").arg(line.what));
            if (!line.source.isEmpty())
                offer(QRectF(box.center().x(), box.top() + 2, box.width() / 2, box.height() - 4), line.source, line.b,
                      line.what);
            return;
        }
        put(sign, {}, 0, {});
        put(b, m_backward ? QString() : line.source, line.b, line.source.isEmpty() ? QString() : line.what);
        put(times, {}, 0, {});
        put(a, line.weight, line.a, line.weight.isEmpty() ? QString() : tr("weight, %1").arg(line.what));
    }

    /// Opens a number to change: a click on a weight lights it in every copy.
    void offer(const QRectF& box, const QString& place, double value, const QString& name) {
        const bool edited = isEdited(m_cursor, place),
                   weight = !place.startsWith(QLatin1String("input")) && !place.startsWith(QLatin1String("state."));
        drawEditMark(m_sketch, box, edited);
        m_sketch.target({.rect = box,
                         .id = weight ? QStringLiteral("weight=") + place : QString(),
                         .name = name + QStringLiteral(", ") + show(value) + (edited ? tr(", edited") : QString()),
                         .edit = place,
                         .value = value,
                         .grain = weight ? 0.005 : 0.01});
    }

    /// This number over the whole sequence, as far as the walk has come; the mark is now.
    void drawHistory(const QRectF& area) {
        const Index steps = m_reading.steps();
        const auto at = [&](Index t) {
            return m_backward ? m_reading.gradient(m_operation, t, m_unit) : m_reading.value(m_operation, t, m_unit);
        };
        double low = 0, high = 1e-30, largest = 0;
        for (Index t = 0; t < steps; ++t) {
            low = std::min(low, at(t));
            high = std::max(high, at(t));
            largest = std::max(largest, std::abs(at(t)));
        }
        // A gradient that vanishes at a constant rate is a straight line by its powers of ten.
        const double floor = std::max(largest, 1e-30) * 1e-12;
        const auto height = [&](Index t) { return m_backward ? std::log10(std::max(std::abs(at(t)), floor)) : at(t); };
        double bottom = low, top = high;
        if (m_backward) {
            bottom = top = height(0);
            for (Index t = 0; t < steps; ++t) {
                bottom = std::min(bottom, height(t));
                top = std::max(top, height(t));
            }
            top = std::max(top, bottom + 1);
        }
        const QRectF plot(area.left() + 8, area.top() + m_metrics.caption + 10, area.width() - 16,
                          area.height() - 2 * m_metrics.caption - 16);
        const auto point = [&](Index t) {
            return QPointF(plot.left() + (steps > 1 ? qreal(t) / qreal(steps - 1) : 0.5) * plot.width(),
                           plot.bottom() - (height(t) - bottom) / (top - bottom) * plot.height());
        };
        const QColor hue = m_theme.role(operation(m_operation).role);
        const qreal zero = m_backward ? plot.bottom() : plot.bottom() + low / (high - low) * plot.height();
        m_sketch.line({QPointF(plot.left(), zero), QPointF(plot.right(), zero)}, m_theme.border, 1.5);
        const Index from = m_backward == m_reading.trace().cell.backwards ? 0 : m_t,
                    to = m_backward == m_reading.trace().cell.backwards ? m_t : steps - 1;
        QPolygonF known;
        for (Index t = from; t <= to; ++t) known << point(t);
        if (known.size() > 1) m_sketch.line(known, hue, 3);
        m_sketch.disc(point(m_t), 6, m_theme.ink, m_theme.card, 2);
        m_sketch.text(
            QRectF(area.left(), area.top(), area.width(), m_metrics.caption),
            m_backward
                ? QStringList{tr("its size at every step walked so far, by powers of ten, up to %1").arg(show(largest)),
                              tr("its size by powers of ten, up to %1").arg(show(largest)),
                              tr("up to %1").arg(show(largest))}
                : QStringList{tr("the same number at every step walked so far, from %1 to %2")
                                  .arg(show(low), show(high)),
                              tr("at every step walked, %1 to %2").arg(show(low), show(high)),
                              tr("%1 to %2").arg(show(low), show(high))},
            Theme::Text::Caption, m_theme.mutedInk, Qt::AlignLeft | Qt::AlignVCenter);
        m_sketch.text(QRectF(area.left() + 8, area.bottom() - m_metrics.caption, 80, m_metrics.caption),
                      QStringLiteral("t = 1"), Theme::Text::Caption, m_theme.mutedInk,
                      Qt::AlignLeft | Qt::AlignVCenter);
        m_sketch.text(QRectF(area.right() - 128, area.bottom() - m_metrics.caption, 120, m_metrics.caption),
                      QStringLiteral("t = %1").arg(steps), Theme::Text::Caption, m_theme.mutedInk,
                      Qt::AlignRight | Qt::AlignVCenter);
    }

    void drawResult(const QRectF& box, double value, double full, const QColor& colour, const QString& what) {
        m_sketch.box(box, m_theme.card, m_theme.border, 1, 2);
        drawBar(m_sketch, QRectF(box.left() + 2, box.bottom() - 2 - m_metrics.bar, box.width() - 4, m_metrics.bar),
                value, full, m_backward ? Bar::Gradient : Bar::Signed, colour);
        m_sketch.number(box.adjusted(2, m_metrics.margin() + 1, -5, 0), {show(value)}, Theme::Text::Number, m_theme.ink,
                        Qt::AlignRight | Qt::AlignTop, what + QStringLiteral(", ") + show(value));
    }

    /// The activation with the point this unit stands on, and its slope, which the gradient is multiplied by.
    void drawCurve(const QRectF& area) {
        const auto activation = operation(m_activation).activation;
        if (engine::isOfRows(activation)) return;
        const double z = m_reading.value(m_affine, m_t, m_unit), y = m_reading.value(m_activation, m_t, m_unit);
        const double reach = std::max(4.0, std::ceil(std::abs(z) * 1.15));
        double low = 0, high = 0;
        constexpr int kPoints = 121;
        std::vector<double> values(kPoints);
        for (int k = 0; k < kPoints; ++k) {
            values[static_cast<std::size_t>(k)] = engine::activate(activation, -reach + 2 * reach * k / (kPoints - 1));
            low = std::min(low, values[static_cast<std::size_t>(k)]);
            high = std::max(high, values[static_cast<std::size_t>(k)]);
        }
        high = std::max(high, low + 1e-6);
        const QRectF plot(area.left() + 8, area.top() + m_metrics.caption + 6, area.width() - 16,
                          area.height() - 2 * m_metrics.caption - 10);
        if (plot.height() < 20) return;
        const auto at = [&](double a, double b) {
            return QPointF(plot.left() + (a + reach) / (2 * reach) * plot.width(),
                           plot.bottom() - (b - low) / (high - low) * plot.height());
        };
        m_sketch.line({at(-reach, 0), at(reach, 0)}, m_theme.border, 1.5);
        m_sketch.line({at(0, low), at(0, high)}, m_theme.border, 1.5);
        QPolygonF line;
        for (int k = 0; k < kPoints; ++k)
            line << at(-reach + 2 * reach * k / (kPoints - 1), values[static_cast<std::size_t>(k)]);
        const QColor hue = m_theme.role(operation(m_activation).role);
        m_sketch.line(line, hue, 3);
        m_sketch.line({at(z, 0), at(z, y)}, m_theme.ink, 1.5, Qt::DashLine);
        // On the way back the gradient is multiplied by the slope.
        const double slope = m_backward ? slopeAt() : 0;
        if (m_backward) {
            const double half = std::min(reach * 0.3, slope != 0 ? (high - low) * 0.4 / std::abs(slope) : reach);
            m_sketch.line({at(z - half, y - half * slope), at(z + half, y + half * slope)}, m_theme.accent, 2);
        }
        m_sketch.disc(at(z, y), 6, m_theme.ink, m_theme.card, 2);
        const QString name =
            QString::fromStdString(engine::activationName(activation)).replace(QLatin1Char('_'), QLatin1Char(' '));
        m_sketch.text(QRectF(area.left(), area.top(), area.width(), m_metrics.caption),
                      m_backward ? QStringList{tr("%1(%2) = %3, slope %4").arg(name, show(z), show(y), show(slope)),
                                               tr("slope %1 at %2").arg(show(slope), show(z))}
                                 : QStringList{tr("%1(%2) = %3").arg(name, show(z), show(y))},
                      Theme::Text::Caption, m_theme.ink);
        m_sketch.text(QRectF(area.left(), area.bottom() - m_metrics.caption, area.width(), m_metrics.caption),
                      tr("z from %1 to %2").arg(number(-reach, 0), number(reach, 0)), Theme::Text::Caption,
                      m_theme.mutedInk);
    }

    /// d(activation)/dz where this unit stands.
    [[nodiscard]] double slopeAt() const {
        for (const auto& one : engine::gradientContributions(m_reading.trace().cell, m_affine, m_t, m_unit))
            if (one.consumer == m_activation) return one.local;
        return 0;
    }

    Reading m_reading;
    const engine::CellProgram& m_program;
    Cursor m_cursor;
    const Theme m_theme;
    Sketch m_sketch;
    QSizeF m_size;
    CellMetrics m_metrics;
    Index m_t, m_unit;
    int m_operation = 0, m_affine = -1, m_activation = -1;
    bool m_backward = false;
};

}  // namespace

Drawing drawNumber(const engine::Trace& trace, const Cursor& cursor, const Theme& theme, QSizeF size) {
    return NumberPicture(trace, cursor, theme, size).draw();
}

}  // namespace gui
