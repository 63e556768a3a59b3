// Models that Keras 2, tf.keras and Keras 3 save as one HDF5 file, .h5: config and training setup as attributes, and
// the weights by layer.
#pragma once

#include <string>

#include "engine/files/keras.h"

namespace engine {

/// The optimizer's own numbers are left behind: fit starts with fresh ones. Throws Error for weights without a model
/// and for a file of Keras 1, which has its matrices in pieces.
[[nodiscard]] KerasFile readLegacyH5(std::string bytes);

}  // namespace engine
