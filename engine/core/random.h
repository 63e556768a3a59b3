// A counter-based random generator: a seed means the same numbers on every platform, in any order of use.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/core/scalar.h"

namespace engine {

/// One block of Philox4x32-10: 128 bits of counter and 64 bits of key in, 128 random bits out.
[[nodiscard]] std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter,
                                                  std::array<std::uint32_t, 2> key);

/// Philox4x32-10 (Salmon et al. 2011, "Parallel random numbers: as easy as 1, 2, 3").
/// Streams are independent: `Random(seed).stream("shuffle").stream(epoch)` gives the same numbers whatever else was
/// drawn, so pausing, branching and the number of threads cannot change a run.
class Random {
 public:
    explicit Random(std::uint64_t seed = 0);

    /// A generator of its own for a name or a number. Does not advance this one.
    [[nodiscard]] Random stream(std::string_view name) const;
    [[nodiscard]] Random stream(std::uint64_t number) const;

    std::uint32_t next();
    /// In [0, 1), 53 bits.
    double uniform();
    double uniform(double low, double high);
    /// Normal by the Box-Muller transform.
    double normal(double mean = 0.0, double stddev = 1.0);
    /// Normal, redrawn outside two standard deviations (Keras's truncated_normal).
    double truncatedNormal(double mean, double stddev);
    /// In 0 .. count-1, without bias.
    Index below(Index count);
    /// 0 .. count-1 in random order (Fisher-Yates).
    std::vector<Index> permutation(Index count);

 private:
    std::uint64_t m_key;
    std::uint64_t m_block = 0;
    std::array<std::uint32_t, 4> m_values{};
    int m_left = 0;
};

}  // namespace engine
