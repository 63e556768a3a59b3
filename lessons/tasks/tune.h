// A tune: notes with pitch and length, those that were given and those that a net wrote behind them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/models/model.h"
#include "lessons/format/lesson.h"

namespace lessons {

struct TuneNote {
    std::optional<int> pitch;           ///< MIDI's number, 60 is middle C; none: a rest
    double start = 0, length = 1;       ///< in quarter notes
    std::optional<double> probability;  ///< what the net gave it; none: it was given to the net
    bool operator==(const TuneNote&) const = default;
};

/// What a tune begins with, and how each next note is chosen from the net's probabilities.
struct Composition {
    std::size_t tune = 0;    ///< number of the tune whose first notes are the opening
    double temperature = 1;  ///< of the logits; 0: always the likeliest
    int topK = 0;            ///< only the so many likeliest; 0: all
    std::uint64_t seed = 1;  ///< of the dice: the same seed and take, the same notes
    int take = 1;            ///< another one, other dice
    bool operator==(const Composition&) const = default;
};

struct WrittenTune {
    Composition how;
    std::string title, origin;     ///< of the tune that gave the opening
    bool isHeldOut = false;        ///< the net has never learnt from that tune
    double bar = 4, upbeat = 0;    ///< quarter notes of a whole bar, and of the notes before the first one
    double tempo = 120;            ///< quarter notes a minute
    std::vector<TuneNote> notes;   ///< one after the other, the opening first
    std::size_t openingNotes = 0;  ///< how many of them were given
    bool hasEnded = false;         ///< the net wrote the end; else it was stopped
    [[nodiscard]] double length() const { return notes.empty() ? 0 : notes.back().start + notes.back().length; }
    bool operator==(const WrittenTune&) const = default;
};

/// What a task can do whose nets write tunes.
class Composer {
 public:
    virtual ~Composer() = default;
    struct Opening {
        std::string title;
        bool isHeldOut = false;
    };
    [[nodiscard]] virtual std::vector<Opening> openings() const = 0;  ///< by Composition::tune
    /// As a spec of this lesson has it; that of its own is what Task::output writes. Throws engine::Error with the
    /// place.
    [[nodiscard]] virtual Composition read(const Spec& spec) const = 0;
    /// Throws engine::Error for a tune that is not there and for numbers that mean nothing.
    [[nodiscard]] virtual WrittenTune compose(const Composition& how, const engine::Weights& weights, std::size_t run,
                                              const engine::PassOptions& options) const = 0;
};

/// "C4", "F#4", "Bb3": one name for each key of the piano; "R" is a rest.
[[nodiscard]] std::string pitchName(std::optional<int> pitch);
/// "F#4/0.5", as tunes.yaml writes it.
[[nodiscard]] std::string noteName(std::optional<int> pitch, double length);

}  // namespace lessons
