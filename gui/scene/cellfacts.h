// What a cell's picture asks of its program: words, what is known by now, which row of a weight is shown.
#pragma once

#include <QString>
#include <optional>
#include <vector>

#include "gui/place/reading.h"

namespace gui {

/// "σ", "tanh", "4σ−2"; "no activation" for an affine operation.
[[nodiscard]] QString activationWord(const engine::Operation& operation);
/// The column block of a weight that an affine operation reads: "f".
[[nodiscard]] QString gateName(const engine::CellProgram& program, int affine);
/// Its input is word numbers, each a row of a table.
[[nodiscard]] bool readsTable(const engine::CellProgram& program);
[[nodiscard]] bool hasTermOn(const engine::CellProgram& program, int affine, int parameter);

/// reached: by operation. Whether every reader of the old state has been walked: its gradient is complete.
[[nodiscard]] bool carriedKnown(const engine::CellProgram& program, const std::vector<bool>& reached, int state);
[[nodiscard]] bool anyPeepholeReached(const engine::CellProgram& program, const std::vector<bool>& reached);
/// Whether a value of the column is set from outside at the cursor's step: its equation does not give it.
[[nodiscard]] bool isHeld(const engine::CellProgram& program, const Cursor& cursor, int affine, int operation);

/// Where an operand's number can be changed: "input:18,1", at the first step "state.h:3"; empty: it is computed.
[[nodiscard]] QString editPlace(const Reading& reading, const engine::Operand& operand, engine::Index t,
                                engine::Index place);
[[nodiscard]] bool isEdited(const Cursor& cursor, const QString& place);

/// A place in words: "weight U f, row 2, unit 7", "x at t = 18, feature 1", "h before the first step, unit 3".
[[nodiscard]] QString placeWords(const engine::CellProgram& program, const Cursor& cursor, const QString& place);
/// "U f": the block of a weight's parameter in the cursor's letters.
[[nodiscard]] QString blockName(const engine::CellProgram& program, const Cursor& cursor, const engine::Term& term);

/// Who reads a weight: the affine operation and its term, and which number of the operand it is multiplied by (-1: a
/// bias).
struct WeightUse {
    int parameter = -1, operation = -1;
    engine::Term term{};
    engine::Index row = 0, column = 0, unit = 0, element = -1;
};
/// Empty where the program has no such weight.
[[nodiscard]] std::optional<WeightUse> weightUse(const engine::CellProgram& program, const CursorWeight& weight);
/// The weight and its product with the operand at step t; a bias is its own product.
struct WeightProduct {
    double weight = 0, value = 1, product = 0;
};
[[nodiscard]] WeightProduct weightProduct(const Reading& reading, const WeightUse& use, engine::Index t);

/// Whether a weight that the operation reads was edited.
[[nodiscard]] bool isWeightEdited(const engine::CellProgram& program, const Cursor& cursor, int affine);

/// Whose contribution a parameter's station shows: of the gate in "kernel:f", of the current unit, of the row that
/// contributionRow names. Its operation is -1 where nothing reads the parameter.
[[nodiscard]] WeightUse shownContribution(const Reading& reading, const Cursor& cursor, int parameter);

/// The row of the parameter whose contributions are shown: of the largest input, of the current unit, of a bias.
[[nodiscard]] engine::Index contributionRow(const Reading& reading, const Cursor& cursor, int parameter);

}  // namespace gui
