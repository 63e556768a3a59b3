// A small made-up net of any cell, forward and backward over a made-up curve: for pictures and tests that need every
// cell.
#pragma once

#include <cstdint>
#include <string>

#include "engine/training/trace.h"

namespace gui {

/// loss = half the squared distance of the last output from 0.3. The same arguments give the same numbers.
[[nodiscard]] engine::Trace specimen(const std::string& cell, engine::Index units, engine::Index features,
                                     engine::Index steps, std::uint64_t seed = 7, engine::CellOptions options = {});

}  // namespace gui
