// Whether what a place names is there.
#pragma once

#include "lessons/place/place.h"
#include "lessons/session/snapshot.h"

namespace lessons {

/// Throws engine::Error with one line, the key, what it takes and what it got, where the snapshot's model, sample or
/// cell has not what the place names.
void checkPlace(const Place& place, const Snapshot& snapshot);

/// Whether checkPlace only looks at what is shown. Of another layer, direction or sample it computes a forward pass:
/// that is asked of the engine's thread (PlaceQuestion).
[[nodiscard]] bool checksAtOnce(const Place& place, const Snapshot& snapshot);

/// The names that op= takes: forward the operations in order; backward "loss", the operations in reverse, and the
/// parameters by their last word ("kernel").
[[nodiscard]] std::vector<std::string> stationNames(const engine::CellProgram& program, Place::Pass pass);

/// Throws as checkPlace does where op= is none of them; "kernel:f" is the station kernel, looked at for the gate f.
void checkStation(const Place& place, const engine::CellProgram& program);

}  // namespace lessons
