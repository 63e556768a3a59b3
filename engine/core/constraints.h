// keras.constraints, after a step of the optimizer.
#pragma once

#include "engine/core/parameter.h"

namespace engine {

/// Brings the weights back to what the constraint allows.
void constrain(const Constraint& constraint, Matrix& weights);

}  // namespace engine
