// Differentiates a cell program over a sequence: the chain rule, one operation at a time, from the last to the first.
#include "engine/cells/interpreter.h"
#include "engine/cells/sequence.h"
#include "engine/core/error.h"

namespace engine {

Matrix normalizeBackward(const Matrix& a, const Matrix& y, const Matrix& gradient) {
    Matrix result = gradient;
    for (Index row = 0; row < a.rows(); ++row)
        result.row(row) = ((gradient.row(row).array() - gradient.row(row).dot(y.row(row))) / a.row(row).sum()).matrix();
    return result;
}

namespace {

class Reverse {
    auto gradientRows(int operation, Index t) {
        return m_record.gradients[static_cast<std::size_t>(operation)].middleRows(t * m_input.batch, m_input.batch);
    }

 public:
    Reverse(CellRecord& record, const InterpreterInput& input)
        : m_record(record), m_program(*record.program), m_input(input), m_effective(m_program.operations.size()) {}

    InterpreterGradients run(const Matrix& outputGradient, const std::vector<Matrix>& finalStateGradients, int at) {
        const Index rowCount = m_input.steps * m_input.batch;
        m_record.gradients.assign(m_program.operations.size(), Matrix::Zero(rowCount, m_program.units));
        m_record.inputGradient = Matrix::Zero(rowCount, m_program.features);
        for (const Matrix& state : m_record.initialStates)
            m_result.initialStates.push_back(Matrix::Zero(state.rows(), state.cols()));
        for (const Matrix& parameter : m_record.parameters)
            m_result.parameters.push_back(Matrix::Zero(parameter.rows(), parameter.cols()));
        for (std::size_t k = 0; k < m_program.operations.size(); ++k)
            if (m_program.operations[k].kind == Operation::Kind::Affine)
                m_effective[k] = Matrix::Zero(rowCount, m_program.units);

        if (outputGradient.size() > 0)
            m_record.gradients[static_cast<std::size_t>(at < 0 ? m_program.output : at)] += outputGradient;
        if (m_input.steps == 0) return m_result;
        for (std::size_t k = 0; k < finalStateGradients.size(); ++k)
            if (finalStateGradients[k].size() > 0)
                gradientRows(m_program.states[k].operation, sequenceStep(m_input, m_input.steps - 1)) +=
                    finalStateGradients[k];

        for (Index n = m_input.steps - 1; n >= 0; --n) {
            const Index t = sequenceStep(m_input, n);
            for (int k = static_cast<int>(m_program.operations.size()) - 1; k >= 0; --k) differentiate(k, t);
            if (m_input.mask) passMaskedStates(t);
        }
        for (std::size_t k = 0; k < m_program.operations.size(); ++k)
            for (const Term& term : m_program.operations[k].terms) parameterGradient(term, m_effective[k]);
        inputGradient();
        return std::move(m_result);
    }

 private:
    [[nodiscard]] Index before(Index t) const { return m_input.backwards ? t + 1 : t - 1; }
    [[nodiscard]] bool isFirst(Index t) const { return before(t) < 0 || before(t) >= m_input.steps; }
    [[nodiscard]] bool masked(Index row) const {
        return m_input.mask && !(*m_input.mask)[static_cast<std::size_t>(row)];
    }

    /// What an operand held at step t.
    [[nodiscard]] Matrix value(const Operand& operand, Index t) const {
        const Matrix& all = m_record.values[static_cast<std::size_t>(operand.operation)];
        if (operand.from == Operand::From::Now) return all.middleRows(t * m_input.batch, m_input.batch);
        if (isFirst(t)) return m_record.initialStates[stateOf(m_program, operand.operation)];
        return all.middleRows(before(t) * m_input.batch, m_input.batch);
    }

    template <typename Derived>
    void pass(const Operand& operand, Index t, const Eigen::MatrixBase<Derived>& contribution) {
        if (operand.from == Operand::From::Now)
            gradientRows(operand.operation, t) += contribution;
        else if (isFirst(t))
            m_result.initialStates[stateOf(m_program, operand.operation)] += contribution;
        else
            gradientRows(operand.operation, before(t)) += contribution;
    }

    /// The part of dL/dvalue that reaches the operands: nothing where the step is padding or the value is held.
    [[nodiscard]] Matrix effectiveGradient(int k, Index t) {
        Matrix gradient = gradientRows(k, t);
        if (m_input.mask)
            for (Index b = 0; b < m_input.batch; ++b)
                if (masked(t * m_input.batch + b)) gradient.row(b).setZero();
        if (m_input.probe) stopHeldGradient(*m_input.probe, m_program, k, t, gradient);
        return gradient;
    }

    void differentiate(int k, Index t) {
        const Operation& operation = m_program.operations[static_cast<std::size_t>(k)];
        const Matrix gradient = effectiveGradient(k, t);
        switch (operation.kind) {
            case Operation::Kind::Affine:
                m_effective[static_cast<std::size_t>(k)].middleRows(t * m_input.batch, m_input.batch) = gradient;
                for (const Term& term : operation.terms) passTerm(term, t, gradient);
                break;
            case Operation::Kind::Activate: {
                const Matrix z = value(operation.operands[0], t);
                Matrix y = value({Operand::From::Now, k}, t);
                if (m_input.probe) activate(operation.activation, z, y);  // the value itself may have been moved
                Matrix dz(gradient.rows(), gradient.cols());
                activateBackward(operation.activation, z, y, gradient, dz);
                pass(operation.operands[0], t, dz);
                break;
            }
            case Operation::Kind::Multiply:
                pass(operation.operands[0], t, gradient.cwiseProduct(value(operation.operands[1], t)));
                pass(operation.operands[1], t, gradient.cwiseProduct(value(operation.operands[0], t)));
                break;
            case Operation::Kind::Add:
                pass(operation.operands[0], t, gradient);
                pass(operation.operands[1], t, gradient);
                break;
            case Operation::Kind::Complement:
                pass(operation.operands[0], t, -gradient);
                break;
            case Operation::Kind::Subtract:
                pass(operation.operands[0], t, gradient);
                pass(operation.operands[1], t, -gradient);
                break;
            case Operation::Kind::Rescale:
                pass(operation.operands[0], t, static_cast<Scalar>(operation.factor) * gradient);
                break;
            case Operation::Kind::Normalize:
                pass(operation.operands[0], t,
                     normalizeBackward(value(operation.operands[0], t), value({Operand::From::Now, k}, t), gradient));
                break;
            case Operation::Kind::Logarithm:
                pass(operation.operands[0], t,
                     gradient.cwiseProduct(value(operation.operands[0], t).unaryExpr([](Scalar p) {
                         const double kept = keptProbability(static_cast<double>(p));
                         return kept == static_cast<double>(p) ? static_cast<Scalar>(1.0 / kept) : Scalar(0);
                     })));
                break;
        }
    }

    void passTerm(const Term& term, Index t, const Matrix& gradient) {
        if (term.kind == Term::Kind::Bias || term.operand.from == Operand::From::Input) return;
        if (term.kind == Term::Kind::Identity) {
            pass(term.operand, t, gradient);
            return;
        }
        const Matrix& parameter = m_record.parameters[static_cast<std::size_t>(term.parameter)];
        const auto columns = parameter.middleCols(term.gate * m_program.units, m_program.units);
        if (term.kind == Term::Kind::Peephole) {
            pass(term.operand, t, (gradient.array().rowwise() * columns.row(0).array()).matrix());
            return;
        }
        Matrix contribution = gradient * columns.transpose();
        scaleByDropout(contribution, m_input.recurrentDropout, term.gate);
        pass(term.operand, t, contribution);
    }

    void passMaskedStates(Index t) {
        for (const CellState& state : m_program.states) {
            Matrix kept = gradientRows(state.operation, t);
            for (Index b = 0; b < m_input.batch; ++b)
                if (!masked(t * m_input.batch + b)) kept.row(b).setZero();
            pass({Operand::From::Previous, state.operation}, t, kept);
        }
    }

    /// The operand at every step, [steps*batch x n].
    [[nodiscard]] Matrix allSteps(const Operand& operand) const {
        if (operand.from == Operand::From::Input) return *m_input.input;
        Matrix all(m_input.steps * m_input.batch, m_program.units);
        for (Index t = 0; t < m_input.steps; ++t) all.middleRows(t * m_input.batch, m_input.batch) = value(operand, t);
        return all;
    }

    /// Summed over the steps: one product for a kernel.
    void parameterGradient(const Term& term, const Matrix& gradient) {
        if (term.kind == Term::Kind::Identity) return;
        auto target = m_result.parameters[static_cast<std::size_t>(term.parameter)].middleCols(
            term.gate * m_program.units, m_program.units);
        if (term.kind == Term::Kind::Bias) {
            target.row(term.row) += gradient.colwise().sum();
            return;
        }
        if (term.kind == Term::Kind::Row) {
            for (Index row = 0; row < gradient.rows(); ++row)
                target.row(tableRow(*m_input.input, row, target.rows())) += gradient.row(row);
            return;
        }
        Matrix read = allSteps(term.operand);
        if (term.kind == Term::Kind::Peephole) {
            target.row(0) += read.cwiseProduct(gradient).colwise().sum();
            return;
        }
        scaleByDropout(read,
                       term.operand.from == Operand::From::Input ? m_input.inputDropout : m_input.recurrentDropout,
                       term.gate);
        target.noalias() += read.transpose() * gradient;
    }

    void inputGradient() {
        for (std::size_t k = 0; k < m_program.operations.size(); ++k)
            for (const Term& term : m_program.operations[k].terms)
                if (term.kind == Term::Kind::Kernel && term.operand.from == Operand::From::Input) {
                    const Matrix& kernel = m_record.parameters[static_cast<std::size_t>(term.parameter)];
                    Matrix gradient =
                        m_effective[k] * kernel.middleCols(term.gate * m_program.units, m_program.units).transpose();
                    scaleByDropout(gradient, m_input.inputDropout, term.gate);
                    m_record.inputGradient += gradient;
                } else if (term.kind == Term::Kind::Identity && term.operand.from == Operand::From::Input) {
                    m_record.inputGradient.middleCols(term.gate * m_program.units, m_program.units) += m_effective[k];
                }
    }

    CellRecord& m_record;
    const CellProgram& m_program;
    const InterpreterInput& m_input;
    std::vector<Matrix> m_effective;  ///< of Affine operations: the gradient that reaches their terms
    InterpreterGradients m_result;
};

}  // namespace

InterpreterGradients interpretBackward(CellRecord& record, const InterpreterInput& input, const Matrix& outputGradient,
                                       const std::vector<Matrix>& finalStateGradients, int at) {
    if (outputGradient.size() > 0 &&
        (outputGradient.rows() != record.steps * record.batch || outputGradient.cols() != record.program->units))
        throw Error(record.program->name + ": expected output gradients of " +
                    std::to_string(record.steps * record.batch) + " x " + std::to_string(record.program->units) +
                    ", got " + std::to_string(outputGradient.rows()) + " x " + std::to_string(outputGradient.cols()));
    return Reverse(record, input).run(outputGradient, finalStateGradients, at);
}

}  // namespace engine
