// Blocks of 16 lanes, the same whatever a register holds: so every processor adds in the same order.
#pragma once

#include <cstddef>

namespace engine::simd {

constexpr std::size_t kLanes = 16;
constexpr std::size_t kPanel = 12;  ///< rows of a panel: as many sums as every instruction set has registers for

/// What a product reads; k runs over `outer` steps of `inner` numbers. Packed: a is a panel, [k][12]. Otherwise row r's
/// numbers lie one behind the other from a + r*aRow.
struct Factors {
    const float* a = nullptr;
    std::size_t aRow = 0, aOuter = 0;
    const float* b = nullptr;  ///< [k][16]
    std::size_t bOuter = 0;
    std::size_t outer = 1, inner = 0;
};

/// rows[sample][number], `stride` apart, to out[number][16]; samples that are not there become 0.
void toLanes(const float* rows, std::size_t stride, std::size_t samples, std::size_t numbers, float* out);
/// The way back.
void fromLanes(const float* in, std::size_t samples, std::size_t numbers, float* rows, std::size_t stride);
/// out[sample][16] of in[16][sample]: 16 rows of numbers, of which `numbers` are there.
void transposeTile(const float* in, std::size_t numbers, float* out);

}  // namespace engine::simd
