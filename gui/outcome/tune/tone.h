// A tune as sound: a plucked tone of our own, no recording.
#pragma once

#include <cstdint>
#include <vector>

#include "lessons/tasks/tune.h"

namespace gui {

constexpr int kSoundRate = 44100;  ///< samples a second, one channel

/// 440 Hz for A4 (69), half steps of the twelfth root of 2.
[[nodiscard]] double frequencyOf(int pitch);
/// From `first` on, note by note, to the end of note `last` (not included).
[[nodiscard]] std::vector<std::int16_t> soundOf(const lessons::WrittenTune& tune, std::size_t first, std::size_t last);
[[nodiscard]] inline double secondsOf(const lessons::WrittenTune& tune, double quarters) {
    return quarters * 60 / tune.tempo;
}

}  // namespace gui
