// Dtype policies of a file, which all mean float32 here.
#pragma once

#include <string>
#include <vector>

#include "engine/files/config/reader.h"

namespace engine {

/// "dtype mixed_float16 is computed in float32", a line for each other policy that a config names.
[[nodiscard]] std::vector<std::string> dtypeNotes(const Json& config);

}  // namespace engine
