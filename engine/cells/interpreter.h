// Evaluates and differentiates a cell program, operation by operation: the readable reference of every kernel, the
// source of every trace, and the trainer of cells that have no kernel.
#pragma once

#include "engine/cells/probe.h"
#include "engine/cells/record.h"
#include "engine/core/tensor.h"

namespace engine {

/// Options of one run over a sequence.
struct InterpreterInput {
    const Matrix* input = nullptr;  ///< [steps*batch x features]
    Index steps = 0, batch = 0;
    bool backwards = false;
    std::vector<Matrix> initialStates;      ///< by state; missing ones are zero
    std::vector<Matrix> parameters;         ///< by CellProgram::parameters
    const Mask* mask = nullptr;             ///< masked step: states stay as they were
    Matrix inputDropout, recurrentDropout;  ///< as RecurrentInput's
    const CellProbe* probe = nullptr;
};

/// Runs forward; the record holds every value afterwards.
[[nodiscard]] CellRecord interpret(std::shared_ptr<const CellProgram> program, const InterpreterInput& input);

struct InterpreterGradients {
    std::vector<Matrix> parameters;     ///< by CellProgram::parameters
    std::vector<Matrix> initialStates;  ///< by state
};

/// outputGradient [steps*batch x units]: dLoss/d(output of each step), zero rows where none.
/// finalStateGradients: by state, may be empty matrices. Fills record.gradients and record.inputGradient.
/// A clamped value passes no gradient on; an added one does. `at`: the operation that outputGradient is of, -1: the
/// program's output; a cross-entropy knows the slope of the logits better than that of their softmax.
[[nodiscard]] InterpreterGradients interpretBackward(CellRecord& record, const InterpreterInput& input,
                                                     const Matrix& outputGradient,
                                                     const std::vector<Matrix>& finalStateGradients, int at = -1);

}  // namespace engine
