// Where a gradient comes from.
#include "engine/cells/contributions.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/cells/sequence.h"

namespace engine {
namespace {

bool masked(const CellRecord& record, Index t, Index sample) {
    return !record.mask.empty() && !record.mask[static_cast<std::size_t>(t * record.batch + sample)];
}

Index stepBefore(const CellRecord& record, Index t) {
    return record.backwards ? t + 1 : t - 1;
}
Index stepAfter(const CellRecord& record, Index t) {
    return record.backwards ? t - 1 : t + 1;
}
bool inside(const CellRecord& record, Index t) {
    return t >= 0 && t < record.steps;
}

const Matrix& parameterOf(const CellRecord& record, const Term& term) {
    return record.parameters[static_cast<std::size_t>(term.parameter)];
}

bool isState(const CellProgram& program, int operation) {
    for (const CellState& state : program.states)
        if (state.operation == operation) return true;
    return false;
}

/// Collects what one consumer at step `at` hands back to an operand.
class Collector {
 public:
    Collector(const CellRecord& record, Index unit, Index sample) : m_record(record), m_unit(unit), m_sample(sample) {}

    void collect(int consumer, const Operand& wanted, Index at) {
        const Operation& operation = m_record.program->operations[static_cast<std::size_t>(consumer)];
        const Matrix gradient = passingGradient(m_record, consumer, at).row(m_sample);
        for (std::size_t k = 0; k < operation.operands.size(); ++k)
            if (operation.operands[k] == wanted) collectOperand(consumer, operation, static_cast<int>(k), at, gradient);
        for (std::size_t k = 0; k < operation.terms.size(); ++k)
            if (operation.terms[k].kind != Term::Kind::Bias && operation.terms[k].operand == wanted)
                collectTerm(consumer, operation.terms[k], static_cast<int>(k), at, gradient);
    }

    void add(GradientContribution one) { m_all.push_back(one); }
    [[nodiscard]] std::vector<GradientContribution>& all() { return m_all; }

 private:
    void collectOperand(int consumer, const Operation& operation, int place, Index at, const Matrix& gradient) {
        GradientContribution one;
        one.consumer = consumer;
        one.step = at;
        one.consumerGradient = gradient(0, m_unit);
        switch (operation.kind) {
            case Operation::Kind::Multiply:
                one.other = 1 - place;
                one.local = operandValue(m_record, operation.operands[static_cast<std::size_t>(1 - place)], at)(
                    m_sample, m_unit);
                break;
            case Operation::Kind::Complement:
                one.local = -1.0;
                break;
            case Operation::Kind::Subtract:
                one.other = 1 - place;
                one.local = place == 0 ? 1.0 : -1.0;
                break;
            case Operation::Kind::Rescale:
                one.local = operation.factor;
                break;
            case Operation::Kind::Normalize: {  // every share reads every number
                const Matrix a = operandValue(m_record, operation.operands[0], at).row(m_sample);
                one.overUnits = true;
                one.contribution = normalizeBackward(a, a / a.sum(), gradient)(0, m_unit);
                add(one);
                return;
            }
            case Operation::Kind::Logarithm: {
                const double p = operandValue(m_record, operation.operands[0], at)(m_sample, m_unit);
                one.local = keptProbability(p) == p ? 1.0 / p : 0.0;
                break;
            }
            case Operation::Kind::Activate: {
                const Matrix z = operandValue(m_record, operation.operands[0], at).row(m_sample);
                Matrix y(1, z.cols()), dz(1, z.cols());
                activate(operation.activation, z, y);
                activateBackward(operation.activation, z, y, Matrix::Ones(1, z.cols()), dz);
                one.local = dz(0, m_unit);
                if (isOfRows(operation.activation)) {  // every output reads every input
                    activateBackward(operation.activation, z, y, gradient, dz);
                    one.overUnits = true;
                    one.local = 0.0;
                    one.contribution = dz(0, m_unit);
                    add(one);
                    return;
                }
                break;
            }
            default:
                one.local = 1.0;
        }
        one.contribution = one.local * one.consumerGradient;
        add(one);
    }

    void collectTerm(int consumer, const Term& term, int place, Index at, const Matrix& gradient) {
        GradientContribution one;
        one.consumer = consumer;
        one.term = place;
        one.step = at;
        one.consumerGradient = gradient(0, m_unit);
        const Index units = m_record.program->units;
        if (term.kind == Term::Kind::Kernel) {
            one.overUnits = true;
            one.contribution =
                parameterOf(m_record, term).row(m_unit).segment(term.gate * units, units).dot(gradient.row(0));
        } else {
            one.local = term.kind == Term::Kind::Peephole ? parameterOf(m_record, term)(0, term.gate * units + m_unit)
                                                          : Scalar(1);
            one.contribution = one.local * one.consumerGradient;
        }
        add(one);
    }

    const CellRecord& m_record;
    Index m_unit, m_sample;
    std::vector<GradientContribution> m_all;
};

}  // namespace

Matrix operandValue(const CellRecord& record, const Operand& operand, Index t) {
    if (operand.from == Operand::From::Input) return record.input.middleRows(t * record.batch, record.batch);
    const Index at = operand.from == Operand::From::Now ? t : stepBefore(record, t);
    if (!inside(record, at)) return record.initialStates[stateOf(*record.program, operand.operation)];
    return record.values[static_cast<std::size_t>(operand.operation)].middleRows(at * record.batch, record.batch);
}

Matrix passingGradient(const CellRecord& record, int operation, Index t) {
    Matrix gradient = record.gradients[static_cast<std::size_t>(operation)].middleRows(t * record.batch, record.batch);
    for (Index b = 0; b < record.batch; ++b)
        if (masked(record, t, b)) gradient.row(b).setZero();
    stopHeldGradient(record.probe, *record.program, operation, t, gradient);
    return gradient;
}

std::vector<GradientContribution> gradientContributions(const CellRecord& record, int operation, Index t, Index unit,
                                                        Index sample) {
    const CellProgram& program = *record.program;
    Collector collector(record, unit, sample);
    const Index after = stepAfter(record, t);
    const bool state = isState(program, operation);
    for (int consumer = 0; consumer < static_cast<int>(program.operations.size()); ++consumer) {
        collector.collect(consumer, {Operand::From::Now, operation}, t);
        if (state && inside(record, after)) collector.collect(consumer, {Operand::From::Previous, operation}, after);
    }
    if (state && inside(record, after) && masked(record, after, sample)) {
        const double carried =
            record.gradients[static_cast<std::size_t>(operation)](after * record.batch + sample, unit);
        collector.add({.consumer = operation,
                       .step = after,
                       .kept = true,
                       .consumerGradient = carried,
                       .local = 1.0,
                       .contribution = carried});
    }
    // What the cell itself does not explain came from the layer's output or, at the end, from a returned state.
    if (operation == program.output || (state && !inside(record, after))) {
        double rest = record.gradients[static_cast<std::size_t>(operation)](t * record.batch + sample, unit);
        double size = std::abs(rest);
        for (const GradientContribution& one : collector.all()) {
            rest -= one.contribution;
            size = std::max(size, std::abs(one.contribution));
        }
        // Less than the rounding of the sum is nothing.
        if (std::abs(rest) > 64.0 * static_cast<double>(std::numeric_limits<Scalar>::epsilon()) * size)
            collector.add({.consumer = -1, .step = t, .consumerGradient = rest, .local = 1.0, .contribution = rest});
    }
    return std::move(collector.all());
}

Matrix parameterContribution(const CellRecord& record, int parameter, Index t) {
    const CellProgram& program = *record.program;
    const Matrix& shape = record.parameters[static_cast<std::size_t>(parameter)];
    Matrix sum = Matrix::Zero(shape.rows(), shape.cols());
    for (std::size_t k = 0; k < program.operations.size(); ++k)
        for (const Term& term : program.operations[k].terms) {
            if (term.kind == Term::Kind::Identity || term.parameter != parameter) continue;
            const Matrix gradient = passingGradient(record, static_cast<int>(k), t);
            auto target = sum.middleCols(term.gate * program.units, program.units);
            if (term.kind == Term::Kind::Bias)
                target.row(term.row) += gradient.colwise().sum();
            else if (term.kind == Term::Kind::Row)
                for (Index b = 0; b < record.batch; ++b)
                    target.row(tableRow(record.input, t * record.batch + b, target.rows())) += gradient.row(b);
            else if (term.kind == Term::Kind::Peephole)
                target.row(0) += operandValue(record, term.operand, t).cwiseProduct(gradient).colwise().sum();
            else
                target.noalias() += operandValue(record, term.operand, t).transpose() * gradient;
        }
    return sum;
}

Matrix parameterRunningSum(const CellRecord& record, int parameter, Index t) {
    Index at = record.backwards ? 0 : record.steps - 1;
    Matrix sum = parameterContribution(record, parameter, at);
    while (at != t) {
        at = stepBefore(record, at);
        sum += parameterContribution(record, parameter, at);
    }
    return sum;
}

std::vector<AffineProduct> affineProducts(const CellRecord& record, int operation, Index t, Index unit, Index sample) {
    std::vector<AffineProduct> all;
    const Operation& one = record.program->operations[static_cast<std::size_t>(operation)];
    for (std::size_t k = 0; k < one.terms.size(); ++k) {
        const Term& term = one.terms[k];
        const Index column = term.gate * record.program->units + unit;
        const int place = static_cast<int>(k);
        if (term.kind == Term::Kind::Bias) {
            const double bias = parameterOf(record, term)(term.row, column);
            all.push_back({place, -1, bias, 1.0, bias});
            continue;
        }
        const Matrix read = operandValue(record, term.operand, t).row(sample);
        if (term.kind == Term::Kind::Identity) {
            const Index from = term.operand.from == Operand::From::Input ? column : unit;
            all.push_back({place, -1, 1.0, read(0, from), read(0, from)});
            continue;
        }
        if (term.kind == Term::Kind::Row) {
            const Index row = tableRow(record.input, t * record.batch + sample, parameterOf(record, term).rows());
            const double entry = parameterOf(record, term)(row, column);
            all.push_back({place, row, entry, 1.0, entry});
            continue;
        }
        const bool peephole = term.kind == Term::Kind::Peephole;
        for (Index element = peephole ? unit : 0; element < (peephole ? unit + 1 : read.cols()); ++element) {
            const double weight = parameterOf(record, term)(peephole ? 0 : element, column), value = read(0, element);
            all.push_back({place, element, weight, value, weight * value});
        }
    }
    return all;
}

}  // namespace engine
