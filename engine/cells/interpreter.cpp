// Evaluates a cell program over a sequence, operation by operation. Its reverse is in interpreterbackward.cpp.
#include "engine/cells/interpreter.h"

#include <cmath>

#include "engine/cells/sequence.h"
#include "engine/core/error.h"

namespace engine {
namespace {

/// The column block of a gate in a kernel.
auto columns(const Matrix& parameter, const Term& term, Index units) {
    return parameter.middleCols(term.gate * units, units);
}

class Run {
 public:
    Run(CellRecord& record, const InterpreterInput& input)
        : m_record(record), m_program(*record.program), m_input(input) {}

    void run() {
        const Index units = m_program.units;
        m_record.values.assign(m_program.operations.size(), Matrix(m_input.steps * m_input.batch, units));
        for (std::size_t k = 0; k < m_program.operations.size(); ++k)
            if (m_program.operations[k].kind == Operation::Kind::Affine) projectInput(k);
        for (Index n = 0; n < m_input.steps; ++n) {
            const Index t = sequenceStep(m_input, n);
            for (std::size_t k = 0; k < m_program.operations.size(); ++k) {
                evaluate(k, t);
                clamp(k, t);
            }
            if (m_input.mask) holdMaskedStates(t);
        }
    }

 private:
    auto rows(int operation, Index t) {
        return m_record.values[static_cast<std::size_t>(operation)].middleRows(t * m_input.batch, m_input.batch);
    }

    /// What an operand holds at step t, [batch x units].
    [[nodiscard]] Matrix operand(const Operand& operand, Index t) {
        if (operand.from == Operand::From::Now) return rows(operand.operation, t);
        const Index before = m_input.backwards ? t + 1 : t - 1;
        if (before < 0 || before >= m_input.steps) return m_record.initialStates[stateOf(m_program, operand.operation)];
        return rows(operand.operation, before);
    }

    /// The summands that need no earlier step, for all steps at once: x K + b.
    void projectInput(std::size_t k) {
        Matrix& value = m_record.values[k];
        value.setZero();
        for (const Term& term : m_program.operations[k].terms) {
            if (term.kind == Term::Kind::Bias) {
                const Matrix& bias = m_record.parameters[static_cast<std::size_t>(term.parameter)];
                value.rowwise() += bias.row(term.row).segment(term.gate * m_program.units, m_program.units);
            } else if (term.kind == Term::Kind::Kernel && term.operand.from == Operand::From::Input) {
                const Matrix& kernel = m_record.parameters[static_cast<std::size_t>(term.parameter)];
                Matrix read = *m_input.input;
                scaleByDropout(read, m_input.inputDropout, term.gate);
                value.noalias() += read * columns(kernel, term, m_program.units);
            } else if (term.kind == Term::Kind::Identity && term.operand.from == Operand::From::Input) {
                value += m_input.input->middleCols(term.gate * m_program.units, m_program.units);
            } else if (term.kind == Term::Kind::Row) {
                const Matrix& table = m_record.parameters[static_cast<std::size_t>(term.parameter)];
                for (Index row = 0; row < value.rows(); ++row)
                    value.row(row) += table.row(tableRow(*m_input.input, row, table.rows()));
            }
        }
    }

    void evaluate(std::size_t k, Index t) {
        const Operation& operation = m_program.operations[k];
        auto value = rows(static_cast<int>(k), t);
        switch (operation.kind) {
            case Operation::Kind::Affine:
                for (const Term& term : operation.terms) addTerm(term, t, value);
                break;
            case Operation::Kind::Activate:
                activate(operation.activation, operand(operation.operands[0], t), value);
                break;
            case Operation::Kind::Multiply:
                value = operand(operation.operands[0], t).cwiseProduct(operand(operation.operands[1], t));
                break;
            case Operation::Kind::Add:
                value = operand(operation.operands[0], t) + operand(operation.operands[1], t);
                break;
            case Operation::Kind::Complement:
                value = (1 - operand(operation.operands[0], t).array()).matrix();
                break;
            case Operation::Kind::Subtract:
                value = operand(operation.operands[0], t) - operand(operation.operands[1], t);
                break;
            case Operation::Kind::Rescale:
                value = (static_cast<Scalar>(operation.factor) * operand(operation.operands[0], t).array() +
                         static_cast<Scalar>(operation.offset))
                            .matrix();
                break;
            case Operation::Kind::Normalize: {
                const Matrix a = operand(operation.operands[0], t);
                value = (a.array().colwise() / a.array().rowwise().sum()).matrix();
                break;
            }
            case Operation::Kind::Logarithm:
                value = operand(operation.operands[0], t).unaryExpr([](Scalar p) {
                    return static_cast<Scalar>(std::log(keptProbability(static_cast<double>(p))));
                });
                break;
        }
    }

    template <typename Rows>
    void addTerm(const Term& term, Index t, Rows& value) {
        if (term.kind == Term::Kind::Bias || term.operand.from == Operand::From::Input)
            return;  // projectInput added it
        Matrix read = operand(term.operand, t);
        if (term.kind == Term::Kind::Identity) {
            value += read;
            return;
        }
        const Matrix& parameter = m_record.parameters[static_cast<std::size_t>(term.parameter)];
        if (term.kind == Term::Kind::Kernel) {
            scaleByDropout(read, m_input.recurrentDropout, term.gate);
            value.noalias() += read * columns(parameter, term, m_program.units);
        } else {
            const RowVector peephole = parameter.row(0).segment(term.gate * m_program.units, m_program.units);
            value.array() += read.array().rowwise() * peephole.array();
        }
    }

    void clamp(std::size_t k, Index t) {
        if (!m_input.probe) return;
        auto value = rows(static_cast<int>(k), t);
        for (const Clamp& clamp : m_input.probe->clamps) {
            if (!reaches(clamp, static_cast<int>(k), t)) continue;
            auto target = value.middleCols(clamp.unit < 0 ? 0 : clamp.unit, clamp.unit < 0 ? m_program.units : 1);
            if (clamp.add)
                target.array() += clamp.value;
            else
                target.setConstant(clamp.value);
        }
        if (static_cast<int>(k) == m_program.output)
            for (const Index unit : m_input.probe->ablatedUnits) value.col(unit).setZero();
    }

    /// Where a step is padding the states are what they were, whatever was computed from it.
    void holdMaskedStates(Index t) {
        for (const CellState& state : m_program.states) {
            const Matrix before = operand({Operand::From::Previous, state.operation}, t);
            auto value = rows(state.operation, t);
            for (Index b = 0; b < m_input.batch; ++b)
                if (!(*m_input.mask)[static_cast<std::size_t>(t * m_input.batch + b)]) value.row(b) = before.row(b);
        }
    }

    CellRecord& m_record;
    const CellProgram& m_program;
    const InterpreterInput& m_input;
};

void check(const CellProgram& program, const InterpreterInput& input) {
    const auto fail = [&program](const std::string& what) { throw Error(program.name + ": expected " + what); };
    const auto size = [](const Matrix& m) { return std::to_string(m.rows()) + " x " + std::to_string(m.cols()); };
    if (!input.input || input.input->rows() != input.steps * input.batch || input.input->cols() != program.features)
        fail(std::to_string(input.steps * input.batch) + " x " + std::to_string(program.features) + " inputs, got " +
             (input.input ? size(*input.input) : "none"));
    if (input.parameters.size() != program.parameters.size())
        fail(std::to_string(program.parameters.size()) + " parameters, got " + std::to_string(input.parameters.size()));
    for (std::size_t k = 0; k < input.parameters.size(); ++k) {
        const Parameter& parameter = program.parameters[k];
        if (input.parameters[k].rows() != parameter.rows() || input.parameters[k].cols() != parameter.columns())
            fail(parameter.path + " of " + std::to_string(parameter.rows()) + " x " +
                 std::to_string(parameter.columns()) + ", got " + size(input.parameters[k]));
    }
    if (!input.probe) return;
    for (const Clamp& clamp : input.probe->clamps)
        if (clamp.operation < 0 || clamp.operation >= static_cast<int>(program.operations.size()) || clamp.unit < -1 ||
            clamp.unit >= program.units)
            fail("a clamp on one of " + std::to_string(program.operations.size()) + " operations and " +
                 std::to_string(program.units) + " units, got operation " + std::to_string(clamp.operation) +
                 ", unit " + std::to_string(clamp.unit));
    for (const Index unit : input.probe->ablatedUnits)
        if (unit < 0 || unit >= program.units)
            fail("an ablated unit below " + std::to_string(program.units) + ", got " + std::to_string(unit));
    for (const StartValue& start : input.probe->startValues)
        if (start.state < 0 || start.state >= static_cast<int>(program.states.size()) || start.unit < 0 ||
            start.unit >= program.units)
            fail("a start value in one of " + std::to_string(program.states.size()) + " states of " +
                 std::to_string(program.units) + " units, got state " + std::to_string(start.state) + ", unit " +
                 std::to_string(start.unit));
}

}  // namespace

std::size_t stateOf(const CellProgram& program, int operation) {
    std::size_t k = 0;
    while (program.states[k].operation != operation) ++k;
    return k;
}

bool reaches(const Clamp& clamp, int operation, Index t) {
    return clamp.operation == operation && t >= clamp.firstStep && (clamp.lastStep < 0 || t <= clamp.lastStep);
}

void stopHeldGradient(const CellProbe& probe, const CellProgram& program, int operation, Index t, Matrix& gradient) {
    for (const Clamp& clamp : probe.clamps)
        if (!clamp.add && reaches(clamp, operation, t))
            gradient.middleCols(clamp.unit < 0 ? 0 : clamp.unit, clamp.unit < 0 ? program.units : 1).setZero();
    if (operation == program.output)
        for (const Index unit : probe.ablatedUnits) gradient.col(unit).setZero();
}

void scaleByDropout(Matrix& rows, const Matrix& factors, int gate) {
    if (factors.size() == 0) return;
    const auto own = factors.middleCols(factors.cols() == rows.cols() ? 0 : gate * rows.cols(), rows.cols());
    for (Index first = 0; first < rows.rows(); first += own.rows())
        rows.middleRows(first, own.rows()).array() *= own.array();
}

Index tableRow(const Matrix& input, Index row, Index tableRows) {
    const double token = static_cast<double>(input(row, 0));
    if (!(token >= 0 && token < static_cast<double>(tableRows)) || token != std::floor(token))
        throw Error("embedding: expected a token from 0 to " + std::to_string(tableRows - 1) + ", got " +
                    std::to_string(token));
    return static_cast<Index>(token);
}

CellRecord interpret(std::shared_ptr<const CellProgram> program, const InterpreterInput& input) {
    check(*program, input);
    CellRecord record;
    record.program = std::move(program);
    record.steps = input.steps;
    record.batch = input.batch;
    record.backwards = input.backwards;
    record.input = *input.input;
    record.parameters = input.parameters;
    record.initialStates = input.initialStates;
    record.initialStates.resize(record.program->states.size());
    for (Matrix& state : record.initialStates)
        if (state.size() == 0) state.setZero(input.batch, record.program->units);
    if (input.probe)
        for (const StartValue& start : input.probe->startValues)
            record.initialStates[static_cast<std::size_t>(start.state)].col(start.unit).setConstant(start.value);
    if (input.mask) record.mask = *input.mask;
    if (input.probe) record.probe = *input.probe;
    Run(record, input).run();
    return record;
}

}  // namespace engine
