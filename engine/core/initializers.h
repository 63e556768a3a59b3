// keras.initializers: initial values from a seed.
#pragma once

#include "engine/core/parameter.h"
#include "engine/core/random.h"

namespace engine {

/// zeros, ones, constant, random_normal, random_uniform, truncated_normal, variance_scaling, glorot_uniform,
/// glorot_normal, he_uniform, he_normal, lecun_uniform, lecun_normal, orthogonal, identity. Fans as Keras computes them
/// from the shape. Keras's defaults hold where the arguments are left at 0: stddev and limits 0.05, gain 1, scale 1,
/// fan_in, truncated normal. Each parameter draws from its own stream, named by its path: adding a layer does not
/// change the others.
[[nodiscard]] Matrix initialValue(const Parameter& parameter, const Random& random);

/// Throws Error for a name that is not known.
void checkInitializer(const Initializer& initializer, const std::string& who);

}  // namespace engine
