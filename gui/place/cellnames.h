// The words of a cell: the engine hands out ids ("f", "z_f", "lstm_peephole"), what they are called stands here alone.
#pragma once

#include <QString>
#include <optional>

#include "engine/cells/dialect.h"

namespace gui {

/// "LSTM cell", "GRU cell, reset before the product".
[[nodiscard]] QString titleOf(const engine::CellProgram& program);

/// "forget gate", "pre-activation of the forget gate", "what is kept of the cell".
[[nodiscard]] QString labelOf(const engine::Operation& operation);
[[nodiscard]] inline QString labelOf(const engine::CellProgram& program, int operation) {
    return labelOf(program.operations[static_cast<std::size_t>(operation)]);
}

/// One word beside the letter: what the operation does. "keep", "write", "read" for an LSTM's gates, whose names
/// mislead; "update", "reset", "candidate". Empty for what stands on no card of its own.
[[nodiscard]] QString verbOf(const engine::Operation& operation);

/// Whose letters: "Keras", "PyTorch", "ONNX", "papers".
[[nodiscard]] QString titleOf(engine::Dialect dialect);
/// Of nobody: our own.
[[nodiscard]] QString lettersName(std::optional<engine::Dialect> letters);

}  // namespace gui
