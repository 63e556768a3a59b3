// Reads a file of tunes.
#pragma once

#include <string>
#include <vector>

#include "lessons/tasks/tune.h"

namespace lessons {

struct Tune {
    std::string title, origin, key;
    double bar = 4;     ///< quarter notes of a whole bar: 3 for 3/4 and for 6/8
    double upbeat = 0;  ///< quarter notes of the first bar where that one is not whole, else 0
    double tempo = 120;
    std::vector<TuneNote> notes;
};

/// A list in YAML, a map a tune: title, origin, key, meter "3/4", tempo in quarter notes a minute, notes. Notes are
/// "F#4/0.5 R/1 | G4/2": pitch, or R for a rest, a slash, the length in quarter notes; " | " ends a bar. Every bar is
/// full, but the first and the last. name: the file as messages name it. Throws engine::Error
/// "tunes.yaml:14:20: ..." for what is wrong.
[[nodiscard]] std::vector<Tune> readTunes(const std::string& path, const std::string& name);

}  // namespace lessons
