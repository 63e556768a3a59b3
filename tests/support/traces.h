// Traces of every cell on a small made-up problem: forward, and backward from the last hidden state.
#pragma once

#include "gui/studio/specimen.h"

namespace support {

inline engine::Trace makeTrace(const std::string& cell, engine::Index units, engine::Index features,
                               engine::Index steps, std::uint64_t seed = 7) {
    return gui::specimen(cell, units, features, steps, seed);
}

}  // namespace support
