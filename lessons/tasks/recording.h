// What a recurrent layer did while a net read something: its gates and states, for outcomes that measure them.
#pragma once

#include <vector>

#include "engine/cells/record.h"
#include "engine/models/model.h"

namespace lessons {

struct Recording {
    engine::CellRecord cell;              ///< of the first recurrent layer
    std::vector<engine::Tensor> outputs;  ///< the model's
};

/// options: with their clamps, wherever those are.
[[nodiscard]] Recording recordOf(const engine::Model& model, const std::vector<engine::Tensor>& inputs,
                                 const engine::Weights& weights, engine::PassOptions options);

/// The values of an operation, "c"; null where the cell has none of that name.
[[nodiscard]] const engine::Matrix* valuesOf(const engine::CellRecord& record, const std::string& operation);

}  // namespace lessons
