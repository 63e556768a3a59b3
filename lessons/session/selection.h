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
};

/// What has to be open for a place: `open` with the lesson (ID or ID/VERSION) and the seed that the place names.
[[nodiscard]] Selection selectionOf(const Place& place, const Selection& open);

}  // namespace lessons
