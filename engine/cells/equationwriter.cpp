// Puts tokens of an equation in a row.
#include "engine/cells/equationwriter.h"

#include <cmath>

namespace engine {
namespace {

bool isComposed(const Operation& operation) {
    return operation.writing == Writing::Composed;
}

Role roleOfBlock(const CellProgram& program, const Term& term) {
    for (const Operation& operation : program.operations)
        for (const Term& other : operation.terms)
            if (&other == &term) return operation.role;
    return Role::Hidden;
}

}  // namespace

void EquationWriter::text(const std::string& text) {
    EquationToken token;
    token.text = text;
    m_equation.tokens.push_back(std::move(token));
}

void EquationWriter::number(double value, std::optional<Role> role, std::optional<Operand> source) {
    EquationToken token;
    token.text = equationNumber(value);
    token.role = role;
    token.isNumber = true;
    token.value = value;
    token.source = source;
    token.isInput = source && source->from == Operand::From::Input;
    m_equation.tokens.push_back(std::move(token));
}

void EquationWriter::summand(double value, bool first, std::optional<Role> role, std::optional<Operand> source) {
    if (first) {
        number(value, role, source);
        return;
    }
    text(value < 0 ? " − " : " + ");  // −0 is nothing that is taken away
    number(std::abs(value), role, source);
    m_equation.tokens.back().value = value;
}

void EquationWriter::factor(double value, std::optional<Role> role, std::optional<Operand> source) {
    const bool negative = value < 0;
    if (negative) text("(");
    number(value, role, source);
    if (negative) text(")");
}

void EquationWriter::name(int operation, const std::string& time) {
    const Operation& one = m_program.operations[static_cast<std::size_t>(operation)];
    const Letter letter = operationLetter(m_dialect, m_program, operation);
    EquationToken token;
    // Without states every step is like every other: no t is written.
    const std::string index = m_program.states.empty() ? std::string() : time;
    token.text = isComposed(one) && !index.empty() ? "(" + letter.text + ")" : letter.text;
    token.subscript = letter.subscript.empty() ? index : letter.subscript;
    token.role = one.role;
    if (time != "t+1")  // a later step's value is no operand of this one
        token.source = Operand{time == "t−1" ? Operand::From::Previous : Operand::From::Now, operation};
    m_equation.tokens.push_back(std::move(token));
}

void EquationWriter::operand(const Operand& operand, bool inProduct, bool underMatrix) {
    if (operand.from == Operand::From::Input) {
        EquationToken token;
        token.text = std::string("x");
        if (!m_program.states.empty()) token.subscript = std::string("t");
        token.isInput = true;
        token.source = operand;
        m_equation.tokens.push_back(std::move(token));
        return;
    }
    const Operation& one = m_program.operations[static_cast<std::size_t>(operand.operation)];
    if (operand.from == Operand::From::Previous || !isComposed(one)) {
        name(operand.operation, operand.from == Operand::From::Previous ? "t−1" : "t");
        m_equation.tokens.back().source = operand;
        return;
    }
    // 2σ(c) − 1 is a difference, as 1 − z is.
    const bool shifted = one.kind == Operation::Kind::Activate && (one.activation == Activation::BipolarSigmoid ||
                                                                   one.activation == Activation::DoubleBipolarSigmoid);
    const bool parentheses = ((one.kind == Operation::Kind::Complement || shifted) && inProduct) ||
                             (one.kind == Operation::Kind::Multiply && underMatrix);
    if (parentheses) text("(");
    rightSide(operand.operation, false);
    if (parentheses) text(")");
}

void EquationWriter::weight(const Term& term) {
    const Letter letter = parameterLetter(m_dialect, m_program, term);
    EquationToken token;
    token.text = letter.text;
    token.subscript = letter.subscript;
    token.role = roleOfBlock(m_program, term);
    token.bold = term.kind == Term::Kind::Kernel;
    token.parameter = term.parameter;
    token.gate = term.gate;
    m_equation.tokens.push_back(std::move(token));
}

void EquationWriter::term(const Term& term) {
    if (term.kind != Term::Kind::Identity) weight(term);
    if (term.kind == Term::Kind::Bias) return;
    if (term.kind == Term::Kind::Row) {
        text("[");
        operand(term.operand);
        text("]");
        return;
    }
    if (term.kind != Term::Kind::Identity) text(term.kind == Term::Kind::Peephole ? " ⊙ " : " ");
    operand(term.operand, term.kind != Term::Kind::Identity, term.kind == Term::Kind::Kernel);
}

void EquationWriter::openActivation(Activation activation) {
    switch (activation) {
        case Activation::Linear:
            return;
        case Activation::Sigmoid:
            text("σ(");
            return;
        case Activation::BipolarSigmoid:
            text("2σ(");
            return;
        case Activation::DoubleBipolarSigmoid:
            text("4σ(");
            return;
        default:
            text(activationName(activation) + "(");
    }
}

void EquationWriter::closeActivation(Activation activation) {
    if (activation == Activation::BipolarSigmoid)
        text(") − 1");
    else if (activation == Activation::DoubleBipolarSigmoid)
        text(") − 2");
    else if (activation != Activation::Linear)
        text(")");
}

void EquationWriter::openRescale(const Operation& operation) {
    if (operation.factor == -1.0) {
        text("−");
    } else if (operation.factor != 1.0) {
        factor(operation.factor);
        text("·");
    }
}

void EquationWriter::closeRescale(const Operation& operation) {
    if (operation.offset != 0.0) summand(operation.offset, false);
}

void EquationWriter::rightSide(int operation, bool expanded) {
    const Operation& one = m_program.operations[static_cast<std::size_t>(operation)];
    switch (one.kind) {
        case Operation::Kind::Affine:
            for (std::size_t k = 0; k < one.terms.size(); ++k) {
                if (k > 0) text(" + ");
                term(one.terms[k]);
            }
            break;
        case Operation::Kind::Activate: {
            openActivation(one.activation);
            const Operand& read = one.operands[0];
            const bool written =
                expanded && read.from == Operand::From::Now &&
                m_program.operations[static_cast<std::size_t>(read.operation)].kind == Operation::Kind::Affine;
            if (written)
                rightSide(read.operation, false);
            else
                operand(read);
            closeActivation(one.activation);
            break;
        }
        case Operation::Kind::Multiply:
            operand(one.operands[0], true);
            text(" ⊙ ");
            operand(one.operands[1], true);
            break;
        case Operation::Kind::Add:
            operand(one.operands[0]);
            text(" + ");
            operand(one.operands[1]);
            break;
        case Operation::Kind::Complement:
            text("1 − ");
            operand(one.operands[0], true);
            break;
        case Operation::Kind::Subtract:
            operand(one.operands[0]);
            text(" − ");
            operand(one.operands[1]);
            break;
        case Operation::Kind::Rescale:
            openRescale(one);
            operand(one.operands[0], true);
            closeRescale(one);
            break;
        case Operation::Kind::Normalize:
            operand(one.operands[0]);
            text(" / \u03A3 ");
            operand(one.operands[0]);
            break;
        case Operation::Kind::Logarithm:
            text("ln ");
            operand(one.operands[0], true);
            break;
    }
}

}  // namespace engine
