// The chain rule of one operation as text: one summand for every operation that reads the value.
#include "engine/cells/contributions.h"
#include "engine/cells/equations.h"
#include "engine/cells/equationwriter.h"

namespace engine {
namespace {

std::string timeOf(const GradientContribution& one, Index t) {
    return one.step == t ? "t" : "t+1";
}

/// The two squashing functions of 1997 have the letters h and g there.
std::string derivativeName(Activation activation) {
    switch (activation) {
        case Activation::Sigmoid:
            return "σ";
        case Activation::BipolarSigmoid:
            return "h";
        case Activation::DoubleBipolarSigmoid:
            return "g";
        default:
            return activationName(activation);
    }
}

/// ∂L/∂(value)
void partial(EquationWriter& writer, int operation, const std::string& time) {
    writer.text("∂L/∂");
    writer.name(operation, time);
}

/// The factor of a Multiply as it is seen from the value's own t: at t+1 a previous state is the one of t.
void otherFactor(EquationWriter& writer, const Operand& other, bool later) {
    if (!later) {
        writer.operand(other, true);
        return;
    }
    if (other.from == Operand::From::Input)
        writer.operand(other);
    else
        writer.name(other.operation, other.from == Operand::From::Previous ? "t" : "t+1");
}

void symbolicSummand(EquationWriter& writer, const CellProgram& program, const GradientContribution& one, Index t) {
    if (one.consumer < 0) {
        writer.text("outside");
        return;
    }
    const bool later = one.step != t;
    const Operation& consumer = program.operations[static_cast<std::size_t>(one.consumer)];
    const bool subtracted = consumer.kind == Operation::Kind::Subtract && one.local < 0;
    if (!one.kept && (consumer.kind == Operation::Kind::Complement || subtracted)) writer.text("−");
    partial(writer, one.consumer, timeOf(one, t));
    if (one.kept) return;
    if (one.term >= 0) {
        const Term& term = consumer.terms[static_cast<std::size_t>(one.term)];
        if (term.kind == Term::Kind::Identity) return;
        writer.text(term.kind == Term::Kind::Kernel ? " " : " ⊙ ");
        writer.weight(term);
        if (term.kind == Term::Kind::Kernel) writer.text("ᵀ");
    } else if (consumer.kind == Operation::Kind::Multiply) {
        writer.text(" ⊙ ");
        otherFactor(writer, consumer.operands[static_cast<std::size_t>(one.other)], later);
    } else if (consumer.kind == Operation::Kind::Activate && consumer.activation != Activation::Linear) {
        writer.text(" ⊙ ");
        writer.text(derivativeName(consumer.activation));
        writer.text("′(");
        writer.operand(consumer.operands[0]);
        writer.text(")");
    } else if (consumer.kind == Operation::Kind::Rescale) {
        writer.text("·");
        writer.factor(consumer.factor);
    } else if (consumer.kind == Operation::Kind::Logarithm) {
        writer.text(" / ");
        writer.operand(consumer.operands[0], true);
    }
}

void start(EquationWriter& writer, int operation) {
    partial(writer, operation, "t");
    writer.text(" = ");
}

}  // namespace

Equation gradientEquation(const CellRecord& record, int operation, Index t, Index unit, Index sample, Dialect dialect) {
    EquationWriter writer(*record.program, dialect);
    start(writer, operation);
    const auto contributions = gradientContributions(record, operation, t, unit, sample);
    for (std::size_t k = 0; k < contributions.size(); ++k) {
        if (k > 0) writer.text(" + ");
        symbolicSummand(writer, *record.program, contributions[k], t);
    }
    if (contributions.empty()) writer.text("0");
    return std::move(writer.equation());
}

Equation gradientNumbers(const CellRecord& record, int operation, Index t, Index unit, Index sample, Dialect dialect) {
    const CellProgram& program = *record.program;
    EquationWriter writer(program, dialect);
    start(writer, operation);
    const auto contributions = gradientContributions(record, operation, t, unit, sample);
    for (std::size_t k = 0; k < contributions.size(); ++k) {
        const GradientContribution& one = contributions[k];
        const std::optional<Role> role =
            one.consumer < 0 ? std::optional<Role>() : program.operations[static_cast<std::size_t>(one.consumer)].role;
        if (one.consumer < 0 || one.overUnits || one.kept || one.local == 1.0) {
            writer.summand(one.contribution, k == 0, role);
            continue;
        }
        if (k > 0) writer.text(" + ");
        writer.factor(one.consumerGradient, role);
        writer.text("·");
        writer.factor(one.local);
    }
    if (contributions.empty()) writer.text("0");
    writer.text(" = ");
    writer.number(record.gradients[static_cast<std::size_t>(operation)](t * record.batch + sample, unit),
                  program.operations[static_cast<std::size_t>(operation)].role, Operand{Operand::From::Now, operation});
    return std::move(writer.equation());
}

}  // namespace engine
