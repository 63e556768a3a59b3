// Sets the equations' tokens in type.
#include "gui/scene/equationbar.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <algorithm>

#include "engine/cells/equations.h"
#include "gui/place/reading.h"
#include "gui/place/stepping.h"
#include "gui/scene/cellfacts.h"
#include "gui/scene/vectors.h"
#include "gui/widgets/sketch.h"

namespace gui {

using engine::Equation;
using engine::EquationToken;
using engine::Index;

namespace {

class EquationPicture {
    Q_DECLARE_TR_FUNCTIONS(gui::EquationBar)

 public:
    EquationPicture(const engine::Trace& trace, const Cursor& cursor, const Theme& theme, QSizeF size,
                    const QString& note)
        : m_reading(trace),
          m_cursor(m_reading.fitted(cursor)),
          m_theme(theme),
          m_sketch(theme, size),
          m_size(size),
          m_note(note),
          m_ours(!cursor.letters),
          m_dialect(cursor.letters.value_or(engine::Dialect::Keras)) {}

    Drawing draw() {
        m_sketch.box(QRectF(1, 1, m_size.width() - 2, m_size.height() - 2), m_theme.card, m_theme.border, 1.5, 8);
        const auto stations = stationsOf(m_reading.program(), m_cursor);
        const Station& station = stations[static_cast<std::size_t>(stationIndex(stations, m_cursor.operation))];
        Equation letters, numbers;
        const auto& record = m_reading.trace().cell;
        const Index t = m_cursor.t - 1, unit = m_cursor.unit - 1;
        if (station.kind == Station::Kind::Operation) {
            if (m_cursor.pass == Cursor::Pass::Forward) {
                letters = engine::operationEquation(m_reading.program(), station.index, m_dialect, true);
                if (!fits(letters, true))
                    letters = engine::operationEquation(m_reading.program(), station.index, m_dialect, false);
                numbers = engine::operationNumbers(record, station.index, t, unit, 0, m_dialect);
                showSum(station.index, numbers);
            } else {
                letters = engine::gradientEquation(record, station.index, t, unit, 0, m_dialect);
                numbers = engine::gradientNumbers(record, station.index, t, unit, 0, m_dialect);
            }
        } else if (station.kind == Station::Kind::Loss) {
            letters.tokens = {plain(tr("L, the loss of this sample").toStdString())};
            numbers.tokens = {plain("L = "), value(m_reading.trace().loss)};
        } else {
            contribution(station, letters, numbers);
        }
        if (m_reading.trace().cell.backwards) {
            turnTime(letters);
            turnTime(numbers);
        }
        if (m_ours) {
            ourLetters(letters);
            ourLetters(numbers);
        }
        const qreal first = 6 + QFontMetricsF(mathFont(false)).ascent() + 2;
        const qreal second = m_size.height() - 8 - QFontMetricsF(m_theme.font(Theme::Text::Number)).descent() - 2;
        line(letters, QPointF(14, first), true);
        if (!m_note.isEmpty()) {
            const qreal width = m_sketch.width(m_note, Theme::Text::Caption);
            m_sketch.run(QPointF(m_size.width() - 14 - width, first), m_note, m_theme.font(Theme::Text::Caption),
                         m_theme.accent, m_note);
        }
        const QString word = station.kind == Station::Kind::Loss ? tr("sample") : tr("unit %1").arg(m_cursor.unit);
        const QRectF ink =
            m_sketch.run(QPointF(14, second), word, m_theme.font(Theme::Text::Caption), m_theme.mutedInk);
        line(numbers, QPointF(ink.right() + 14, second), false);
        return m_sketch.take();
    }

 private:
    static EquationToken plain(const std::string& text) {
        EquationToken token;
        token.text = text;
        return token;
    }
    /// A layer that reads from right to left has the step before at t+1.
    static void turnTime(Equation& equation) {
        const QString before = QStringLiteral("t\u22121"), after = QStringLiteral("t+1");
        for (auto& token : equation.tokens) {
            const QString subscript = QString::fromStdString(token.subscript);
            if (subscript.endsWith(before))
                token.subscript = (subscript.chopped(before.size()) + after).toStdString();
            else if (subscript.endsWith(after))
                token.subscript = (subscript.chopped(after.size()) + before).toStdString();
        }
    }
    /// Our letter of the candidate is g, as in the diagram; Keras's papers write c or h with a tilde.
    static void ourLetters(Equation& equation) {
        for (auto& token : equation.tokens) {
            for (std::string* part : {&token.text, &token.subscript}) {
                QString text = QString::fromStdString(*part);
                text.replace(QStringLiteral("c\u0303"), QStringLiteral("g"))
                    .replace(QStringLiteral("h\u0303"), QStringLiteral("g"));
                *part = text.toStdString();
            }
        }
    }
    static EquationToken value(double number) {
        EquationToken token;
        token.text = engine::equationNumber(number);
        token.isNumber = true;
        token.value = number;
        return token;
    }

    /// dL/dW = sum over t of x_t dL/dz: this step's part, the sum so far, and the whole.
    void contribution(const Station& station, Equation& letters, Equation& numbers) {
        const auto& program = m_reading.program();
        const Index units = program.units, t = m_cursor.t - 1;
        const WeightUse use = shownContribution(m_reading, m_cursor, station.index);
        if (use.operation < 0) return;
        const int owner = use.operation, block = use.term.gate;
        const engine::Term& term = use.term;
        const bool bias = term.kind == engine::Term::Kind::Bias, peephole = term.kind == engine::Term::Kind::Peephole;
        const Index row = use.row, unit = use.unit;
        const engine::Letter letter = engine::parameterLetter(m_dialect, program, term),
                             sum = engine::operationLetter(m_dialect, program, owner);
        EquationToken parameter = plain(letter.text), z = plain(sum.text);
        parameter.subscript = letter.subscript;
        z.subscript = sum.subscript.empty() ? "t" : sum.subscript + ",t";
        parameter.role = z.role = program.operations[static_cast<std::size_t>(owner)].role;
        EquationToken over = plain("\u03A3");
        over.subscript = "t";
        letters.tokens = {plain("\u2202L/\u2202"), parameter, plain(" = "), over, plain(" \u2202L/\u2202"), z};
        const double gradient = m_reading.gradient(owner, t, unit),
                     part = m_reading.contribution(station.index, row, block * units + unit, t);
        numbers.tokens = {plain(tr("row %1: ").arg(row + 1).toStdString())};
        if (!bias) {
            const bool input = term.operand.from == engine::Operand::From::Input;
            EquationToken operand =
                plain(input ? "x" : program.operations[static_cast<std::size_t>(term.operand.operation)].symbol);
            operand.subscript = term.operand.from == engine::Operand::From::Previous ? "t\u22121" : "t";
            operand.isInput = input;
            if (!input) operand.role = program.operations[static_cast<std::size_t>(term.operand.operation)].role;
            letters.tokens.push_back(plain(" \u00B7 "));
            letters.tokens.push_back(operand);
            numbers.tokens.insert(numbers.tokens.end(),
                                  {value(gradient), plain(" \u00B7 "),
                                   value(m_reading.operand(term.operand, t, peephole ? unit : row)), plain(" = ")});
        }
        numbers.tokens.insert(numbers.tokens.end(),
                              {value(part), plain(tr(",  sum so far ").toStdString()),
                               value(m_reading.runningSum(station.index, row, block * units + unit, t))});
    }

    [[nodiscard]] QFont mathFont(bool italic) const {
        QFont font = m_theme.font(Theme::Text::Math);
        font.setItalic(italic);
        return font;
    }

    [[nodiscard]] QFont fontOf(const EquationToken& token, bool letters) const {
        if (!letters) {
            return m_theme.font(Theme::Text::Number);
        }
        QFont font = mathFont(token.role.has_value() || token.isInput || token.parameter >= 0);
        font.setBold(token.bold);
        return font;
    }

    [[nodiscard]] qreal widthOf(const EquationToken& token, bool letters) const {
        qreal width = QFontMetricsF(fontOf(token, letters)).horizontalAdvance(QString::fromStdString(token.text));
        if (!token.subscript.empty())
            width += 1 + QFontMetricsF(m_theme.font(Theme::Text::MathSmall))
                             .horizontalAdvance(QString::fromStdString(token.subscript));
        return width;
    }

    [[nodiscard]] qreal widthOf(const std::vector<EquationToken>& tokens, bool letters) const {
        qreal width = 0;
        for (const auto& token : tokens) width += widthOf(token, letters);
        return width;
    }

    [[nodiscard]] bool fits(const Equation& equation, bool letters) const {
        return widthOf(equation.tokens, letters) <= limit(letters) - 30;
    }
    /// The note stands at the end of the letters' line.
    [[nodiscard]] qreal limit(bool letters) const {
        return m_size.width() - (letters && !m_note.isEmpty() ? m_sketch.width(m_note, Theme::Text::Caption) + 20 : 0);
    }

    /// "f = σ(1.061) = 0.743" becomes "f = σ(−0.064 + 0.125 + 1.000) = σ(1.061) = 0.743" where there is room for it.
    void showSum(int activation, Equation& numbers) const {
        const auto& op = m_reading.program().operations[static_cast<std::size_t>(activation)];
        if (numbers.held || numbers.masked || op.kind != engine::Operation::Kind::Activate) return;
        const int source = op.operands[0].operation;
        if (op.operands[0].from != engine::Operand::From::Now ||
            m_reading.program().operations[static_cast<std::size_t>(source)].kind != engine::Operation::Kind::Affine)
            return;
        const Equation sum =
            engine::operationNumbers(m_reading.trace().cell, source, m_cursor.t - 1, m_cursor.unit - 1, 0, m_dialect);
        const auto isEqual = [](const EquationToken& token) {
            return QString::fromStdString(token.text).trimmed() == QLatin1String("=");
        };
        const auto first = std::find_if(sum.tokens.begin(), sum.tokens.end(), isEqual);
        const auto last = std::find_if(sum.tokens.rbegin(), sum.tokens.rend(), isEqual);
        const auto equal = std::find_if(numbers.tokens.begin(), numbers.tokens.end(), isEqual);
        if (sum.held || first == sum.tokens.end() || last.base() - 1 <= first || equal == numbers.tokens.end()) return;
        std::vector<EquationToken> tokens(numbers.tokens.begin(), equal + 1);
        const QString name = QString::fromStdString(engine::activationName(op.activation));
        const bool plainName = op.activation != engine::Activation::BipolarSigmoid &&
                               op.activation != engine::Activation::DoubleBipolarSigmoid;
        if (!plainName || op.activation == engine::Activation::Linear) return;
        tokens.push_back(plain(
            (name == QLatin1String("sigmoid") ? QStringLiteral("\u03C3(") : name + QLatin1Char('(')).toStdString()));
        tokens.insert(tokens.end(), first + 1, last.base() - 1);
        tokens.push_back(plain(") = "));
        tokens.insert(tokens.end(), equal + 1, numbers.tokens.end());
        if (widthOf(tokens, false) <= m_size.width() - 120) numbers.tokens = std::move(tokens);
    }

    static bool isSign(const EquationToken& token) {
        const QString text = QString::fromStdString(token.text).trimmed();
        return !token.isNumber && (text == QLatin1String("+") || text == QStringLiteral("\u2212"));
    }
    static bool endsTerm(const EquationToken& token) {
        const QString text = QString::fromStdString(token.text);
        return isSign(token) || text.contains(QLatin1Char('=')) ||
               (text.contains(QLatin1Char(')')) && !text.contains(QLatin1Char('(')));
    }

    /// Leaves whole terms out, the last ones first, until the rest fits; "+ …" stands for them.
    [[nodiscard]] std::vector<EquationToken> shortened(std::vector<EquationToken> tokens, qreal room,
                                                       bool letters) const {
        bool marked = false;
        while (widthOf(tokens, letters) > room) {
            auto from = tokens.size();
            const auto last = tokens.size();
            for (std::size_t k = 1; k < last; ++k)
                if (isSign(tokens[k])) from = k;
            if (marked) {
                // The mark is the last sign: leave out the term before it.
                from = last;
                std::size_t before = last;
                for (std::size_t k = 1; k < last; ++k) {
                    if (!isSign(tokens[k])) continue;
                    if (QString::fromStdString(tokens[k + 1 < last ? k + 1 : k].text).startsWith(QChar(0x2026)))
                        from = before;
                    before = k;
                }
            }
            if (from >= last) break;
            auto to = from + 1;
            while (to < tokens.size() && !endsTerm(tokens[to])) ++to;
            tokens.erase(tokens.begin() + long(from), tokens.begin() + long(to));
            if (!marked) {
                tokens.insert(tokens.begin() + long(from), {plain(" + "), plain("\u2026")});
                marked = true;
            }
        }
        return tokens;
    }

    void line(const Equation& equation, QPointF at, bool letters) {
        auto tokens = shortened(equation.tokens, limit(letters) - at.x() - 14, letters);
        std::vector<EquationToken> tail;
        if (equation.held)
            tail.push_back(plain(tr("   held from outside").toStdString()));
        else if (equation.masked)
            tail.push_back(plain(tr("   padding: carried over").toStdString()));
        if (letters && widthOf(tokens, letters) + widthOf(tail, letters) <= limit(letters) - at.x() - 14)
            tokens.insert(tokens.end(), tail.begin(), tail.end());
        const qreal right = limit(letters) - 12;
        const auto stations = stationsOf(m_reading.program(), m_cursor);
        const Station& station = stations[static_cast<std::size_t>(stationIndex(stations, m_cursor.operation))];
        for (std::size_t k = 0; k < tokens.size(); ++k) {
            const EquationToken& token = tokens[k];
            const bool result = !letters && token.isNumber && k + 1 == tokens.size();
            QFont font = fontOf(token, letters);
            QColor colour = token.role ? m_theme.role(*token.role) : token.isInput ? m_theme.input : m_theme.ink;
            if (result && station.kind == Station::Kind::Operation) {
                colour = m_theme.role(m_reading.program().operations[static_cast<std::size_t>(station.index)].role);
                font.setWeight(QFont::DemiBold);
            }
            const QString text = QString::fromStdString(token.text);
            // What even then has no room ends in an ellipsis, never at the box's edge.
            if (at.x() + widthOf(token, letters) > right) {
                const qreal mark = QFontMetricsF(font).horizontalAdvance(QChar(0x2026));
                if (at.x() + mark <= right) m_sketch.run(at, QStringLiteral("\u2026"), font, m_theme.ink);
                return;
            }
            const QString what =
                m_cursor.pass == Cursor::Pass::Backward ? tr("gradient of the %1").arg(station.label) : station.label;
            const QString name = result ? tr("%1, unit %2, %3").arg(what).arg(m_cursor.unit).arg(text) : QString();
            at.setX(m_sketch.run(at, text, font, colour, name).right());
            if (token.subscript.empty()) continue;
            const QPointF below = at + QPointF(1, QFontMetricsF(font).xHeight() * 0.45);
            at.setX(
                m_sketch
                    .run(below, QString::fromStdString(token.subscript), m_theme.font(Theme::Text::MathSmall), colour)
                    .right());
        }
    }

    Reading m_reading;
    Cursor m_cursor;
    const Theme& m_theme;
    Sketch m_sketch;
    QSizeF m_size;
    QString m_note;
    bool m_ours;
    engine::Dialect m_dialect;
};

}  // namespace

Drawing drawEquation(const engine::Trace& trace, const Cursor& cursor, const Theme& theme, QSizeF size,
                     const QString& note) {
    return EquationPicture(trace, cursor, theme, size, note).draw();
}

int equationHeight(const Theme& theme) {
    const QFontMetricsF math(theme.font(Theme::Text::Math)), small(theme.font(Theme::Text::MathSmall)),
        numbers(theme.font(Theme::Text::Number));
    return static_cast<int>(math.ascent() + math.descent() + small.descent() + numbers.ascent() + numbers.descent() +
                            18);
}

}  // namespace gui
