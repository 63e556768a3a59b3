// Sentences written word by word, several beginnings followed side by side.
#pragma once

#include <functional>
#include <vector>

#include "engine/core/scalar.h"

namespace lessons {

/// The beginning of a translation of one of several sentences.
struct Beginning {
    std::size_t sentence = 0;
    std::vector<engine::Index> tokens;  ///< the start token first; never the end token
    double logProbability = 0;          ///< of all that was said
    bool isEnded = false;               ///< by the end token, which is counted in the probability
};

/// The probabilities of the next token, a row a beginning. All are of one length.
using NextTokens = std::function<engine::Matrix(const std::vector<Beginning>& beginnings)>;

struct SearchOptions {
    int width = 1;            ///< beginnings that are kept of each sentence; 1: greedy, the likeliest word each time
    std::size_t longest = 0;  ///< words of a translation
    engine::Index start = 0, end = 0;
    engine::Index firstWord = 0;  ///< tokens below it, but for the end, are never said
};

/// The likeliest ending of each sentence that was met. Nothing is taken off for length.
[[nodiscard]] std::vector<Beginning> beamSearch(std::size_t sentences, const SearchOptions& options,
                                                const NextTokens& next);

}  // namespace lessons
