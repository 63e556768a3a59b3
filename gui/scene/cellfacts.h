// What a cell's picture asks of its program: words, what is known by now, which row of a weight is shown.
#pragma once

#include <QString>
#include <vector>

#include "gui/scene/reading.h"

namespace gui {

/// "keep", "write", "read" for an LSTM's gates, whose names mislead; else the label's first word.
[[nodiscard]] QString wordOf(const engine::Operation& operation);
/// "σ", "tanh", "4σ−2"; "no activation" for an affine operation.
[[nodiscard]] QString activationWord(const engine::Operation& operation);
/// The column block of a weight that an affine operation reads: "f".
[[nodiscard]] QString gateName(const engine::CellProgram& program, int affine);
[[nodiscard]] bool hasTermOn(const engine::CellProgram& program, int affine, int parameter);

/// reached: by operation. Whether every reader of the old state has been walked: its gradient is complete.
[[nodiscard]] bool carriedKnown(const engine::CellProgram& program, const std::vector<bool>& reached, int state);
[[nodiscard]] bool anyPeepholeReached(const engine::CellProgram& program, const std::vector<bool>& reached);
/// Whether a value of the column is set from outside at the cursor's step: its equation does not give it.
[[nodiscard]] bool isHeld(const engine::CellProgram& program, const Cursor& cursor, int affine, int operation);

/// The row of the parameter whose contributions are shown: of the largest input, of the current unit, of a bias.
[[nodiscard]] engine::Index contributionRow(const Reading& reading, const Cursor& cursor, int parameter);

}  // namespace gui
