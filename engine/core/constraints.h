// keras.constraints, after a step of the optimizer.
#pragma once

#include "engine/core/parameter.h"

namespace engine {

/// Brings the weights back to what the parameter's constraint allows.
void constrain(const Parameter& parameter, Matrix& weights);

}  // namespace engine
