// Order of time, states and clamps: what the interpreter's two passes share.
#pragma once

#include "engine/cells/interpreter.h"

namespace engine {

/// The n-th step that is processed.
[[nodiscard]] inline Index sequenceStep(const InterpreterInput& input, Index n) {
    return input.backwards ? input.steps - 1 - n : n;
}
/// Index into CellProgram::states of an operation that is a state.
[[nodiscard]] std::size_t stateOf(const CellProgram& program, int operation);
[[nodiscard]] bool reaches(const Clamp& clamp, int operation, Index t);
/// Zero where the value of this operation was held: what is set from outside passes no gradient on. gradient [batch x
/// units].
void stopHeldGradient(const CellProbe& probe, const CellProgram& program, int operation, Index t, Matrix& gradient);
/// The row of a table that an input row, one whole number, names. Throws Error outside the table.
[[nodiscard]] Index tableRow(const Matrix& input, Index row, Index tableRows);
/// dL/da of y = a / sum(a), row by row: (dL/dy - dL/dy . y) / sum(a).
[[nodiscard]] Matrix normalizeBackward(const Matrix& a, const Matrix& y, const Matrix& gradient);
/// Times what dropout leaves of it, the same at every step: rows [k*batch x n], factors [batch x n] for all gates or
/// [batch x gates*n] with a block for each; empty: unchanged.
void scaleByDropout(Matrix& rows, const Matrix& factors, int gate);

}  // namespace engine
