// NumPy's .npy files: one array, little-endian.
#pragma once

#include <string>

#include "engine/files/arrays.h"

namespace engine {

/// Versions 1 to 3; float32, float64, int32, int64, uint8 and bool; C and Fortran order; at most rank 3.
/// Throws Error "x.npy: ..." for anything else and for a file cut short.
[[nodiscard]] Array readNpy(const std::string& path);
/// The same from bytes; `who` starts messages.
[[nodiscard]] Array parseNpy(const std::string& bytes, const std::string& who);
/// Version 1, float32, C order. Written aside and renamed.
void writeNpy(const std::string& path, const Array& array);

}  // namespace engine
