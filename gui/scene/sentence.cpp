// One sentence an operation: by what the operation is for in its cell, then by what was done to its number from
// outside.
#include "gui/scene/sentence.h"

#include <QCoreApplication>
#include <algorithm>
#include <cmath>

#include "engine/cells/contributions.h"
#include "gui/place/cellnames.h"
#include "gui/place/letters.h"
#include "gui/place/reading.h"
#include "gui/place/stepping.h"
#include "gui/scene/cellfacts.h"
#include "gui/scene/figures.h"
#include "gui/scene/layersentence.h"

namespace gui {

using engine::Index;
using engine::Operand;
using engine::Operation;
using engine::Term;

namespace {

class Speaker {
    Q_DECLARE_TR_FUNCTIONS(gui::Sentence)

 public:
    Speaker(const engine::Trace& trace, const Cursor& cursor)
        : m_reading(trace),
          m_program(m_reading.program()),
          m_cursor(m_reading.fitted(cursor)),
          m_t(m_cursor.t - 1),
          m_unit(m_cursor.unit - 1),
          m_number(QString::number(m_cursor.unit)) {}

    [[nodiscard]] QStringList speak() const {
        const auto stations = stationsOf(m_program, m_cursor);
        const Station& station = stations[static_cast<std::size_t>(stationIndex(stations, m_cursor.operation))];
        if (station.kind == Station::Kind::Loss)
            return {tr("The loss of this sample is %1; from here its gradient goes back, operation by operation.")
                        .arg(figure(m_reading.trace().loss)),
                    tr("The loss of this sample is %1.").arg(figure(m_reading.trace().loss))};
        if (station.kind == Station::Kind::Parameter) return weight(station.index);
        return m_cursor.pass == Cursor::Pass::Forward ? forward(station.index) : backward(station.index);
    }

 private:
    [[nodiscard]] const Operation& operation(int o) const { return m_program.operations[static_cast<std::size_t>(o)]; }
    [[nodiscard]] QString letter(int o) const {
        const engine::Letter letter = letterOf(m_program, o, m_cursor.letters);
        return QString::fromStdString(letter.subscript.empty() ? letter.text : letter.text + " " + letter.subscript);
    }
    [[nodiscard]] double value(int o) const { return m_reading.value(o, m_t, m_unit); }
    [[nodiscard]] double operandValue(int o, std::size_t k) const {
        return m_reading.operand(operation(o).operands[k], m_t, m_unit);
    }

    [[nodiscard]] const engine::Clamp* clampOf(int o) const {
        for (const engine::Clamp& clamp : m_reading.trace().cell.probe.clamps)
            if (!clamp.add && clamp.operation == o && (clamp.unit < 0 || clamp.unit == m_unit) &&
                clamp.firstStep <= m_t && (clamp.lastStep < 0 || m_t <= clamp.lastStep))
                return &clamp;
        return nullptr;
    }
    [[nodiscard]] bool held(int o) const {
        const auto& ablated = m_reading.trace().cell.probe.ablatedUnits;
        return clampOf(o) ||
               (o == m_program.output && std::find(ablated.begin(), ablated.end(), m_unit) != ablated.end());
    }
    /// Whether a weight that makes this operation, or this step's input to it, was changed by hand.
    [[nodiscard]] bool edited(int o) const {
        const Operation& one = operation(o);
        if (one.kind == Operation::Kind::Activate && one.operands[0].from == Operand::From::Now)
            return operation(one.operands[0].operation).kind == Operation::Kind::Affine &&
                   edited(one.operands[0].operation);
        if (one.kind != Operation::Kind::Affine) return false;
        if (isWeightEdited(m_program, m_cursor, o)) return true;
        const bool reads = std::any_of(one.terms.begin(), one.terms.end(), [](const Term& term) {
            return term.kind != Term::Kind::Bias && term.operand.from == Operand::From::Input;
        });
        return reads && std::any_of(m_cursor.edits.begin(), m_cursor.edits.end(), [this](const CursorEdit& edit) {
                   return edit.target == "input" && edit.row == m_cursor.t;
               });
    }

    [[nodiscard]] QStringList forward(int o) const {
        if (m_reading.masked(m_t) && !m_program.states.empty()) {
            if (m_reading.stateOf(o) >= 0)
                return {tr("Padding: %1 of unit %2 stays %3, as it was at the step before.")
                            .arg(letter(o), m_number, figure(value(o)))};
            return {tr("Padding: nothing is computed at this step, the states stay as they were.")};
        }
        QStringList plain = told(o);
        if (held(o)) {
            const QString number = figure(value(o));
            // What a held gate does is still true; how a held sum comes about is not.
            if (!operation(o).isGate)
                return {tr("Held at %1 from outside: the %2 of unit %3 is not computed.")
                            .arg(number, labelOf(operation(o)), m_number)};
            for (QString& one : plain) one = tr("Held at %1: %2").arg(number, one);
        } else if (edited(o)) {
            for (QString& one : plain) one = tr("Edited: %1").arg(one);
        }
        return plain;
    }

    /// A gate's sentence where it lies in 0..1; else it is a factor like any other (relu, linear, tanh as its squash).
    [[nodiscard]] static bool isShare(double gate) { return gate >= 0 && gate <= 1; }

    [[nodiscard]] QStringList told(int o) const {
        const std::string& name = operation(o).name;
        if (m_program.states.empty()) return layerSentence(m_reading, m_cursor, o);
        if (operation(o).kind == Operation::Kind::Affine) return sum(o);
        if (operation(o).isGate) return gate(o);
        if (operation(o).kind == Operation::Kind::Activate) return squashed(o);
        if (operation(o).kind == Operation::Kind::Multiply) return product(o);
        if (name == "c") {
            const bool whole = operation(o).operands[0].from == Operand::From::Previous;
            return {
                addition(o, whole ? tr("%1: %2 carried + %3 written %5 %4.") : tr("%1: %2 kept + %3 written %5 %4."))};
        }
        return {addition(o, added(o))};
    }

    /// h of a GRU: which summand is the old state is the program's matter.
    [[nodiscard]] QString added(int o) const {
        const std::string& first = operation(operation(o).operands[0].operation).name;
        return first == "(1-z)*g" ? tr("%1: %2 new + %3 kept %5 %4.") : tr("%1: %2 kept + %3 new %5 %4.");
    }

    [[nodiscard]] QString addition(int o, const QString& pattern) const {
        const double a = operandValue(o, 0), b = operandValue(o, 1), total = value(o);
        const Addition shown = addedUp(a, b, total);
        return pattern.arg(letter(o), shown.first, shown.second, shown.total,
                           shown.isExact ? QStringLiteral("=") : QStringLiteral("\u2248"));
    }

    /// z = x W + h U + b, one number a source.
    [[nodiscard]] QStringList sum(int o) const {
        const Operation& one = operation(o);
        struct Part {
            QString pattern;
            double sum = 0;
        };
        std::vector<Part> parts;
        const auto add = [&parts](const QString& pattern, double amount) {
            for (Part& part : parts)
                if (part.pattern == pattern) {
                    part.sum += amount;
                    return;
                }
            parts.push_back({pattern, amount});
        };
        for (const auto& product : engine::affineProducts(m_reading.trace().cell, o, m_t, m_unit))
            add(source(one.terms[static_cast<std::size_t>(product.term)]), product.product);
        QStringList told;
        for (const Part& part : parts) told << part.pattern.arg(figure(part.sum));
        const QString total = figure(value(o)), what = labelOf(one);
        return {tr("%1, unit %2: %3; together %4.").arg(capital(what), m_number, told.join(tr(", ")), total),
                tr("%1, unit %2: together %3.").arg(capital(what), m_number, total)};
    }

    [[nodiscard]] QString source(const Term& term) const {
        if (term.kind == Term::Kind::Bias) return tr("the bias %1");
        if (term.operand.from == Operand::From::Input) return tr("x brings %1");
        if (term.kind == Term::Kind::Identity) return tr("h brings %1 past the reset gate");
        const Operation& read = operation(term.operand.operation);
        if (term.kind == Term::Kind::Peephole) return tr("c brings %1 through its peephole");
        if (read.isGate) return tr("the gates before bring %1");
        if (read.name == "r*h") return tr("h brings %1 past the reset gate");
        return tr("h before brings %1");
    }

    [[nodiscard]] QStringList gate(int o) const {
        const double open = value(o);
        const QString own = letter(o);
        const std::string& name = operation(o).name;
        const auto carried = [this](const char* state) {
            return figure(m_reading.previous(m_reading.stateOf(m_program.find(state)), m_t, m_unit));
        };
        if (!isShare(open)) {
            const QString factor = figure(open);
            if (name == "f")
                return {
                    tr("%1 multiplies the %2 that unit %3 carried by %4.").arg(own, carried("c"), m_number, factor)};
            if (name == "i") return {tr("%1 multiplies the candidate of unit %2 by %3.").arg(own, m_number, factor)};
            if (name == "o")
                return {tr("%1 multiplies what unit %2 shows of its cell by %3.").arg(own, m_number, factor)};
            return {tr("%1 of unit %2 is %3: no share, a factor.").arg(own, m_number, factor)};
        }
        const QString share = percent(open), rest = percent(1 - open);
        const bool keepsByZ = m_program.find("z*h") >= 0;
        if (name == "f")
            return {tr("%1 keeps %2 of the %3 that unit %4 carried.").arg(own, share, carried("c"), m_number),
                    tr("%1 keeps %2.").arg(own, share)};
        if (name == "i")
            return {tr("%1 lets %2 of the candidate into unit %3.").arg(own, share, m_number),
                    tr("%1 lets %2 in.").arg(own, share)};
        if (name == "o")
            return {
                tr("%1 lets %2 of the cell of unit %3 out as %4.").arg(own, share, m_number, letter(m_program.output)),
                tr("%1 lets %2 out.").arg(own, share)};
        if (name == "z" && keepsByZ)
            return {tr("%1 keeps %2 of the %3 that unit %4 carried and leaves %5 to the candidate.")
                        .arg(own, share, carried("h"), m_number, rest),
                    tr("%1 keeps %2.").arg(own, share)};
        if (name == "z")
            return {tr("%1 takes %2 of the candidate and leaves %3 to the %4 that unit %5 carried.")
                        .arg(own, share, rest, carried("h"), m_number),
                    tr("%1 takes %2 of the candidate.").arg(own, share)};
        if (name == "1-z")
            return {(keepsByZ ? tr("What z leaves to the candidate of unit %2: %1.")
                              : tr("What z leaves to the old state of unit %2: %1."))
                        .arg(share, m_number)};
        // r: before the product it scales h itself, after it what h brings.
        if (m_program.find("r*h") >= 0)
            return {tr("%1 lets %2 of the %3 that unit %4 carried reach the candidates.")
                        .arg(own, share, carried("h"), m_number),
                    tr("%1 lets %2 through.").arg(own, share)};
        return {tr("%1 lets %2 of what h brings reach the candidate of unit %3.").arg(own, share, m_number),
                tr("%1 lets %2 through.").arg(own, share)};
    }

    /// g, act(c), and h where nothing gates it.
    [[nodiscard]] QStringList squashed(int o) const {
        const Operation& one = operation(o);
        const double from = operandValue(o, 0);
        const QString source = figure(from), result = figure(value(o)), what = capital(labelOf(one));
        if (one.activation == engine::Activation::Linear)
            return {tr("%1 of unit %2: %3, taken as it is.").arg(what, m_number, result)};
        if (one.activation == engine::Activation::Relu) {
            if (from <= 0)
                return {
                    tr("%1 of unit %2: relu turns %3 into 0, as all that is not above 0.").arg(what, m_number, source)};
            return {tr("%1 of unit %2: relu lets %3 pass as it is, above 0.").arg(what, m_number, result)};
        }
        return {tr("%1 of unit %2: %3 turns %4 into %5.").arg(what, m_number, activationWord(one), source, result)};
    }

    /// gate * value: what comes through.
    [[nodiscard]] QStringList product(int o) const {
        const double open = operandValue(o, 0);
        const std::string& name = operation(o).name;
        const QString amount = figure(operandValue(o, 1)), result = figure(value(o));
        const QString share = isShare(open) ? percent(open) : tr("%1 times").arg(figure(open));
        // "75 % of the 0.50", "2.30 times the 0.50"
        const QString part = isShare(open) ? tr("%1 of the %2").arg(share, amount) : tr("%1 the %2").arg(share, amount);
        if (name == "f*c" || name == "z*h" || name == "(1-z)*h")
            return {tr("Unit %1 keeps %2 it carried: %3.").arg(m_number, part, result)};
        if (name == "i*g") return {tr("Unit %1 writes %2 of its candidate: %3.").arg(m_number, part, result)};
        if (name == "(1-z)*g" || name == "z*g")
            return {tr("Unit %1 takes up %2 of its candidate: %3.").arg(m_number, part, result)};
        if (name == "r*h") return {tr("The candidates see %1 that unit %2 carried: %3.").arg(part, m_number, result)};
        if (name == "r*u_g")
            return {tr("The candidate of unit %1 sees %2 that h brings: %3.").arg(m_number, part, result)};
        return {tr("Unit %1 hands on %2 of its cell as %3: %4.").arg(m_number, part, letter(o), result)};
    }

    [[nodiscard]] QStringList backward(int o) const {
        const double slope = m_reading.gradient(o, m_t, m_unit);
        if (m_reading.masked(m_t)) {
            if (m_reading.stateOf(o) >= 0)
                return {tr("Padding: the gradient of %1 of unit %2 passes this step unchanged: %3.")
                            .arg(letter(o), m_number, figure(slope))};
            return {tr("Padding: nothing was computed at this step, so nothing here could change the loss.")};
        }
        const QString what = labelOf(operation(o));
        if (slope == 0) {
            QString told =
                tr("A small change of the %1 of unit %2 at this step would not change the loss.").arg(what, m_number);
            if (fallsFlat(o)) told += tr(" relu is flat there.");
            return {heldBack(o, told), tr("A small change here would not change the loss.")};
        }
        const QString size = figure(std::abs(slope));
        const QString told = (slope > 0 ? tr("A little more of the %1 of unit %2 would raise the loss by %3 per unit")
                                        : tr("A little more of the %1 of unit %2 would lower the loss by %3 per unit"))
                                 .arg(what, m_number, size);
        const QString brief = (slope > 0 ? tr("A little more would raise the loss by %1 per unit.")
                                         : tr("A little more would lower the loss by %1 per unit."))
                                  .arg(size);
        return {heldBack(o, told + through(o)), heldBack(o, told + tr(".")), heldBack(o, brief)};
    }

    /// Of a state: how much of its gradient comes through this step and how much through the steps after it.
    [[nodiscard]] QString through(int o) const {
        if (m_reading.stateOf(o) < 0 && o != m_program.output) return tr(".");
        double here = 0, later = 0;
        for (const auto& one : engine::gradientContributions(m_reading.trace().cell, o, m_t, m_unit))
            (one.consumer < 0 || one.step == m_t ? here : later) += one.contribution;
        if (here == 0 || later == 0) return tr(".");
        return tr(": %1 through this step, %2 through the next one.").arg(figure(here), figure(later));
    }

    /// A pre-activation at or below 0 whose only way on is a relu.
    [[nodiscard]] bool fallsFlat(int o) const {
        for (const Operation& reader : m_program.operations)
            if (reader.kind == Operation::Kind::Activate && reader.activation == engine::Activation::Relu &&
                reader.operands[0] == Operand{Operand::From::Now, o})
                return value(o) <= 0;
        return false;
    }

    [[nodiscard]] QString heldBack(int o, const QString& told) const {
        return held(o) ? tr("Held from outside, so nothing goes further back. %1").arg(told) : told;
    }

    /// What this step adds to a weight's gradient.
    [[nodiscard]] QStringList weight(int parameter) const {
        const WeightUse use = shownContribution(m_reading, m_cursor, parameter);
        if (use.operation < 0) return {tr("No operation of this cell reads this weight.")};
        const QString name =
            placeWords(m_program, m_cursor,
                       numberPlace(lastWord(m_program.parameters[static_cast<std::size_t>(parameter)].path),
                                   int(use.row) + 1, int(use.column) + 1));
        const double sum = m_reading.runningSum(parameter, use.row, use.column, m_t);
        if (m_reading.masked(m_t))
            return {tr("Padding: this step adds nothing to the gradient of %1; it stays %2.").arg(name, figure(sum))};
        const QString part = figure(m_reading.contribution(parameter, use.row, use.column, m_t));
        return {tr("This step adds %1 to the gradient of %2; the steps walked so far make %3.")
                    .arg(part, name, figure(sum)),
                tr("This step adds %1 to its gradient, so far %2.").arg(part, figure(sum))};
    }

    [[nodiscard]] static QString capital(const QString& text) { return text.left(1).toUpper() + text.mid(1); }

    Reading m_reading;
    const engine::CellProgram& m_program;
    Cursor m_cursor;
    Index m_t, m_unit;
    QString m_number;
};

}  // namespace

QStringList sentenceWordings(const engine::Trace& trace, const Cursor& cursor) {
    return Speaker(trace, cursor).speak();
}

QString sentence(const engine::Trace& trace, const Cursor& cursor) {
    return sentenceWordings(trace, cursor).front();
}

}  // namespace gui
