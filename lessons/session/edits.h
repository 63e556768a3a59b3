// Edits of single numbers, applied to copies: what would the trained net do if ...
#pragma once

#include "lessons/session/snapshot.h"

namespace lessons {

/// Throws engine::Error naming the parameter and its shape where an edit does not fit.
[[nodiscard]] engine::Weights editedWeights(const engine::Model& model, engine::Weights weights,
                                            const std::vector<Edit>& edits);
/// Changes the first input. Throws engine::Error naming its steps and features where an edit does not fit.
[[nodiscard]] engine::Sample editedSample(engine::Sample sample, const std::vector<Edit>& edits);

/// Adds the edited initial states to the probe. Throws engine::Error with the states that the cell has.
[[nodiscard]] engine::CellProbe editedProbe(const engine::CellProgram& program, engine::CellProbe probe,
                                            const std::vector<Edit>& edits);

}  // namespace lessons
