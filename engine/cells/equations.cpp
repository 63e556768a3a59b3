// An operation's equation as text: in letters, and with the live numbers of one unit.
#include "engine/cells/equations.h"

#include <cmath>
#include <cstdio>

#include "engine/cells/contributions.h"
#include "engine/cells/equationwriter.h"
#include "engine/cells/sequence.h"

namespace engine {
namespace {

bool isMasked(const CellRecord& record, Index t, Index sample) {
    return !record.mask.empty() && !record.mask[static_cast<std::size_t>(t * record.batch + sample)];
}

bool isState(const CellProgram& program, int operation) {
    for (const CellState& state : program.states)
        if (state.operation == operation) return true;
    return false;
}

bool isHeld(const CellRecord& record, int operation, Index t, Index unit) {
    for (const Clamp& clamp : record.probe.clamps)
        if (reaches(clamp, operation, t) && (clamp.unit < 0 || clamp.unit == unit)) return true;
    if (operation == record.program->output)
        for (const Index ablated : record.probe.ablatedUnits)
            if (ablated == unit) return true;
    return false;
}

std::optional<Role> roleOf(const CellProgram& program, const Operand& operand) {
    if (operand.from == Operand::From::Input) return {};
    return program.operations[static_cast<std::size_t>(operand.operation)].role;
}

/// The right-hand side of one operation in numbers.
class NumberWriter {
 public:
    NumberWriter(const CellRecord& record, EquationWriter& writer, Index t, Index unit, Index sample)
        : m_record(record), m_program(*record.program), m_writer(writer), m_t(t), m_unit(unit), m_sample(sample) {}

    void write(int index) {
        const Operation& operation = m_program.operations[static_cast<std::size_t>(index)];
        switch (operation.kind) {
            case Operation::Kind::Affine:
                affine(index, operation);
                break;
            case Operation::Kind::Activate:
                m_writer.openActivation(operation.activation);
                m_writer.number(value(operation.operands[0]), roleOf(m_program, operation.operands[0]),
                                operation.operands[0]);
                m_writer.closeActivation(operation.activation);
                break;
            case Operation::Kind::Multiply:
                factor(operation.operands[0]);
                m_writer.text("·");
                factor(operation.operands[1]);
                break;
            case Operation::Kind::Add:
                summand(operation.operands[0], true);
                summand(operation.operands[1], false);
                break;
            case Operation::Kind::Complement:
                m_writer.text("1 − ");
                factor(operation.operands[0]);
                break;
            case Operation::Kind::Subtract:
                summand(operation.operands[0], true);
                m_writer.text(" − ");
                factor(operation.operands[1]);
                break;
            case Operation::Kind::Rescale:
                if (operation.factor == -1.0)
                    m_writer.text("\u22121\u00B7");  // a minus before a number could be the number's own
                else
                    m_writer.openRescale(operation);
                factor(operation.operands[0]);
                m_writer.closeRescale(operation);
                break;
            case Operation::Kind::Normalize:
                factor(operation.operands[0]);
                m_writer.text(" / ");
                m_writer.factor(operandValue(m_record, operation.operands[0], m_t).row(m_sample).sum());
                break;
            case Operation::Kind::Logarithm:
                m_writer.text("ln ");
                factor(operation.operands[0]);
                break;
        }
    }

 private:
    [[nodiscard]] double value(const Operand& operand) const {
        return operandValue(m_record, operand, m_t)(m_sample, m_unit);
    }

    void factor(const Operand& operand) { m_writer.factor(value(operand), roleOf(m_program, operand), operand); }

    void summand(const Operand& operand, bool first) {
        m_writer.summand(value(operand), first, roleOf(m_program, operand), operand);
    }

    /// One number a term; a matrix product is the sum of its products.
    void affine(int index, const Operation& operation) {
        std::vector<double> sums(operation.terms.size(), 0.0);
        for (const AffineProduct& product : affineProducts(m_record, index, m_t, m_unit, m_sample))
            sums[static_cast<std::size_t>(product.term)] += product.product;
        for (std::size_t k = 0; k < sums.size(); ++k) {
            const Term& term = operation.terms[k];
            if (term.kind == Term::Kind::Bias || term.kind == Term::Kind::Row) {
                m_writer.summand(sums[k], k == 0, operation.role);
                m_writer.equation().tokens.back().parameter = term.parameter;
                m_writer.equation().tokens.back().gate = term.gate;
            } else {
                m_writer.summand(sums[k], k == 0, roleOf(m_program, term.operand), term.operand);
            }
        }
    }

    const CellRecord& m_record;
    const CellProgram& m_program;
    EquationWriter& m_writer;
    Index m_t, m_unit, m_sample;
};

}  // namespace

std::string equationNumber(double value) {
    if (std::isnan(value)) return "NaN";
    if (std::isinf(value)) return value > 0 ? "∞" : "−∞";
    const double size = std::abs(value);
    char text[40];
    if (size == 0.0) return "0.000";
    // Small numbers keep three significant digits, down to where only a power of ten is readable.
    int decimals = 3;
    for (double limit = 0.1; size < limit && decimals < 6; limit /= 10) ++decimals;
    std::string digits;
    if (size < 1e-4 || size >= 1e5) {
        // "1.00e-07" becomes "1.00e−7": a power has a true minus and no leading zero.
        std::snprintf(text, sizeof text, "%.2e", size);
        const std::string plain = text;
        const std::size_t e = plain.find('e');
        const int power = std::stoi(plain.substr(e + 1));
        digits = plain.substr(0, e + 1) + (power < 0 ? "−" : "") + std::to_string(std::abs(power));
    } else {
        std::snprintf(text, sizeof text, "%.*f", decimals, size);
        digits = text;
    }
    return (value < 0 ? "−" : "") + digits;
}

Equation operationEquation(const CellProgram& program, int operation, Dialect dialect, bool expanded) {
    EquationWriter writer(program, dialect);
    writer.name(operation);
    writer.text(" = ");
    writer.rightSide(operation, expanded);
    return std::move(writer.equation());
}

Equation operationNumbers(const CellRecord& record, int operation, Index t, Index unit, Index sample, Dialect dialect) {
    const CellProgram& program = *record.program;
    EquationWriter writer(program, dialect);
    const Operation& one = program.operations[static_cast<std::size_t>(operation)];
    const double result = record.values[static_cast<std::size_t>(operation)](t * record.batch + sample, unit);
    writer.equation().masked = isMasked(record, t, sample) && isState(program, operation);
    writer.equation().held = !writer.equation().masked && isHeld(record, operation, t, unit);
    writer.name(operation);
    writer.text(" = ");
    if (writer.equation().masked) {
        writer.operand({Operand::From::Previous, operation});
    } else {
        NumberWriter(record, writer, t, unit, sample).write(operation);
    }
    writer.text(writer.equation().held ? " → " : " = ");
    writer.number(result, one.role, Operand{Operand::From::Now, operation});
    return std::move(writer.equation());
}

std::string plainText(const Equation& equation) {
    std::string line;
    for (const EquationToken& token : equation.tokens) {
        line += token.text;
        // A subscript of one character needs no braces; characters are counted, not bytes.
        int characters = 0;
        for (const char c : token.subscript) characters += (static_cast<unsigned char>(c) & 0xC0) != 0x80 ? 1 : 0;
        if (characters == 1)
            line += "_" + token.subscript;
        else if (characters > 1)
            line += "_{" + token.subscript + "}";
    }
    return line;
}

}  // namespace engine
