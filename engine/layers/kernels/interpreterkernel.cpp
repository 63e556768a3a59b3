// A cell program behind the kernels' interface.
#include "engine/layers/kernels/interpreterkernel.h"

namespace engine {
namespace {

struct InterpreterRun : RecurrentRun {
    CellRecord own;
};

}  // namespace

InterpreterInput InterpreterKernel::interpreterInput(const RecurrentInput& input) const {
    InterpreterInput result;
    result.input = input.input;
    result.steps = input.steps;
    result.batch = input.batch;
    result.backwards = input.backwards;
    result.initialStates = input.initialStates;
    for (const Matrix* parameter : input.parameters) result.parameters.push_back(*parameter);
    result.mask = input.mask.get();
    result.inputDropout = input.inputDropout;
    result.recurrentDropout = input.recurrentDropout;
    result.probe = m_probe;
    return result;
}

std::unique_ptr<RecurrentRun> InterpreterKernel::forward(const RecurrentInput& input,
                                                         std::unique_ptr<RecurrentRun>) const {
    auto run = std::make_unique<InterpreterRun>();
    CellRecord& record = m_record ? *m_record : run->own;
    record = interpret(m_program, interpreterInput(input));
    run->hidden = record.values[static_cast<std::size_t>(m_program->output)];
    for (const CellState& state : m_program->states)
        run->finalStates.emplace_back(record.values[static_cast<std::size_t>(state.operation)].middleRows(
            input.step(input.steps - 1) * input.batch, input.batch));
    return run;
}

RecurrentGradients InterpreterKernel::backward(const RecurrentInput& input, RecurrentRun& run,
                                               const Matrix& hiddenGradient,
                                               const std::vector<Matrix>& finalStateGradients, bool) const {
    CellRecord& record = m_record ? *m_record : static_cast<InterpreterRun&>(run).own;
    Matrix all;  // of every step, where only the last one's came
    if (hiddenGradient.rows() != input.steps * input.batch) {
        all.setZero(input.steps * input.batch, hiddenGradient.cols());
        all.middleRows(input.step(input.steps - 1) * input.batch, input.batch) = hiddenGradient;
    }
    InterpreterGradients gradients =
        interpretBackward(record, interpreterInput(input), all.size() > 0 ? all : hiddenGradient, finalStateGradients);
    return {record.inputGradient, std::move(gradients.initialStates), std::move(gradients.parameters)};
}

}  // namespace engine
