// Five harmonics that die away, the higher the sooner.
#include "gui/outcome/tune/tone.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace gui {
namespace {

constexpr std::array kHarmonics{1.0, 0.45, 0.25, 0.12, 0.06};
constexpr double kLoudness = 0.35;  // their sum stays below full scale
constexpr double kAttack = 0.008, kRelease = 0.03, kDecay = 1.6;

void addNote(std::vector<std::int16_t>& sound, double from, double seconds, int pitch) {
    const double frequency = frequencyOf(pitch);
    const auto begin = std::size_t(std::lround(from * kSoundRate));
    const auto end = std::min(sound.size(), std::size_t(std::lround((from + seconds) * kSoundRate)));
    for (std::size_t i = begin; i < end; ++i) {
        const double t = double(i - begin) / kSoundRate, left = double(end - i) / kSoundRate;
        const double edge = std::min({1.0, t / kAttack, left / kRelease});
        double wave = 0;
        for (std::size_t k = 0; k < kHarmonics.size(); ++k) {
            const double rank = double(k + 1);
            if (frequency * rank > kSoundRate / 2.0) break;
            wave +=
                kHarmonics[k] * std::exp(-kDecay * rank * t) * std::sin(2 * std::numbers::pi * frequency * rank * t);
        }
        sound[i] = std::int16_t(std::lround(32767 * kLoudness * edge * wave));
    }
}

}  // namespace

double frequencyOf(int pitch) {
    return 440 * std::pow(2.0, (pitch - 69) / 12.0);
}

std::vector<std::int16_t> soundOf(const lessons::WrittenTune& tune, std::size_t first, std::size_t last) {
    last = std::min(last, tune.notes.size());
    if (first >= last) return {};
    const double from = tune.notes[first].start;
    const double until = tune.notes[last - 1].start + tune.notes[last - 1].length;
    std::vector<std::int16_t> sound(std::size_t(std::lround(secondsOf(tune, until - from) * kSoundRate)));
    for (std::size_t i = first; i < last; ++i)
        if (const lessons::TuneNote& note = tune.notes[i]; note.pitch)
            addNote(sound, secondsOf(tune, note.start - from), secondsOf(tune, note.length), *note.pitch);
    return sound;
}

}  // namespace gui
