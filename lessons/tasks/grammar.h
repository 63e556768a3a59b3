// The embedded Reber grammar (Hochreiter & Schmidhuber 1997, experiment 1; Gers et al. 2000).
#pragma once

#include <string>
#include <vector>

#include "engine/core/random.h"

namespace lessons {

/// B T P S X V E, by number.
[[nodiscard]] const std::vector<std::string>& reberSymbols();

struct ReberString {
    std::vector<engine::Index> symbols;
    /// By place: which symbols may follow the one that stands there. Empty after the last.
    std::vector<std::vector<engine::Index>> allowed;
    std::size_t echo = 0;  ///< the place of the symbol after which the outer letter must come back
    bool operator<(const ReberString& other) const { return symbols < other.symbols; }
};

/// B, T or P, a string of the Reber grammar, the same T or P again, E. Where two symbols may follow, each does so with
/// probability one half.
[[nodiscard]] ReberString drawReber(engine::Random& random);

[[nodiscard]] std::string reberText(const std::vector<engine::Index>& symbols);

}  // namespace lessons
