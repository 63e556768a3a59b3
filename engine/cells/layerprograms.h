// What is no cell, written as one: layers without states, losses, and the way from an output back to the data's unit.
// Every step is computed alone; the stepper, the equations and the pictures take them as they take a cell.
#pragma once

#include <memory>

#include "engine/cells/program.h"
#include "engine/losses/loss.h"

namespace engine {

/// keras.layers.Dense: z = x W + b, y = activation(z); without an activation y = x W + b alone. Operations: z_y y.
[[nodiscard]] std::shared_ptr<const CellProgram> denseProgram(Index features, Index units, Activation activation,
                                                              bool useBias);
/// keras.layers.Embedding: y = E[x], the row of the table that the token names. Operation: y.
[[nodiscard]] std::shared_ptr<const CellProgram> embeddingProgram(Index tokens, Index units);

/// What a loss makes of an output and its target, side by side in the program's input [out | target], units numbers
/// each. The last operation, "l", is each number's share: the loss is their sum over units and rows. `rows`: how many
/// rows count, Keras's divisor. Null for a loss that is not written as operations. Operations:
/// Squared: out target e e*e l. CategoricalCrossEntropy: out target q ln(q) y*ln(q) l, where q are the outputs divided
/// by their sum, as Keras divides them; a softmax has the sum 1. BinaryCrossEntropy: out target ln(p) y*ln(p) 1-y 1-p
/// ln(1-p) (1-y)*ln(1-p) s l.
[[nodiscard]] std::shared_ptr<const CellProgram> lossProgram(LossForm form, Index units, double rows);

/// From the number that the net puts out to the unit of the data: factor * out + offset. Operations: out result.
struct OutputScale {
    double factor = 1.0, offset = 0.0;
};
[[nodiscard]] std::shared_ptr<const CellProgram> resultProgram(Index units, const OutputScale& scale);

}  // namespace engine
