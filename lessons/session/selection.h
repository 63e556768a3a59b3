// What is open: enough to open it again.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "lessons/place/place.h"

namespace lessons {

struct Selection {
    std::string lesson = "forecasting";
    std::string version;                 ///< empty: the lesson's first
    std::vector<std::string> overrides;  ///< "data.series=sunspots"
    std::uint64_t seed = 7;
    int threads = 0;  ///< 0: as many as the machine has, at most 4
    bool operator==(const Selection&) const = default;

    /// "forecasting/real", whose runs are compared with each other.
    [[nodiscard]] std::string data() const { return lesson + '/' + version; }
    /// "forecasting/real/7/data.series=sunspots": the same for as long as the net is the same one. What belongs to a
    /// net (its place, its edits and their undoing) is kept under it. Learning rate and epochs change in flight: they
    /// are no part of it.
    [[nodiscard]] std::string key() const;
};

/// What has to be open for a place: `open` with the lesson (ID or ID/VERSION) and the seed that the place names.
[[nodiscard]] Selection selectionOf(const Place& place, const Selection& open);

/// "data.temperature=0.5", "data.tune=...": what the net writes changes, not the net.
[[nodiscard]] bool changesTune(const std::string& override);
/// "training.epochs=20", "training.learning_rate=0.01": taken up by a run that goes on.
[[nodiscard]] bool changesInFlight(const std::string& override);

}  // namespace lessons
