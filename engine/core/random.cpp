// Philox4x32-10 and the distributions drawn from it.
#include "engine/core/random.h"

#include <cmath>
#include <numbers>
#include <numeric>
#include <utility>

namespace engine {

namespace {

// The third counter word keeps the three uses of one key apart.
enum Domain : std::uint32_t { kNumbers = 0, kNamedStream = 1, kNumberedStream = 2 };

std::array<std::uint32_t, 4> block(std::uint64_t key, std::uint64_t counter, Domain domain) {
    return philox({static_cast<std::uint32_t>(counter), static_cast<std::uint32_t>(counter >> 32), domain, 0},
                  {static_cast<std::uint32_t>(key), static_cast<std::uint32_t>(key >> 32)});
}

std::uint64_t childKey(std::uint64_t key, std::uint64_t counter, Domain domain) {
    const auto values = block(key, counter, domain);
    return values[0] | static_cast<std::uint64_t>(values[1]) << 32;
}

// FNV-1a, 64 bits: only names to numbers; Philox does the mixing.
std::uint64_t hash(std::string_view name) {
    std::uint64_t value = 0xcbf29ce484222325u;
    for (const char c : name) {
        value ^= static_cast<unsigned char>(c);
        value *= 0x100000001b3u;
    }
    return value;
}

}  // namespace

std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter, std::array<std::uint32_t, 2> key) {
    for (int round = 0; round < 10; ++round) {
        const std::uint64_t a = std::uint64_t{0xD2511F53} * counter[0];
        const std::uint64_t b = std::uint64_t{0xCD9E8D57} * counter[2];
        counter = {static_cast<std::uint32_t>(b >> 32) ^ counter[1] ^ key[0], static_cast<std::uint32_t>(b),
                   static_cast<std::uint32_t>(a >> 32) ^ counter[3] ^ key[1], static_cast<std::uint32_t>(a)};
        key[0] += 0x9E3779B9;
        key[1] += 0xBB67AE85;
    }
    return counter;
}

Random::Random(std::uint64_t seed) : m_key(seed) {}

Random Random::stream(std::string_view name) const {
    return Random(childKey(m_key, hash(name), kNamedStream));
}

Random Random::stream(std::uint64_t number) const {
    return Random(childKey(m_key, number, kNumberedStream));
}

std::uint32_t Random::next() {
    if (m_left == 0) {
        m_values = block(m_key, m_block++, kNumbers);
        m_left = 4;
    }
    return m_values[static_cast<std::size_t>(4 - m_left--)];
}

double Random::uniform() {
    const std::uint64_t high = next() >> 5;
    const std::uint64_t low = next() >> 6;
    return static_cast<double>(high << 26 | low) * 0x1p-53;
}

double Random::uniform(double low, double high) {
    return low + (high - low) * uniform();
}

double Random::normal(double mean, double stddev) {
    // 1 - u is in (0, 1], so the logarithm is finite. The sine's twin is thrown away: every draw costs the same two
    // numbers.
    const double radius = std::sqrt(-2.0 * std::log(1.0 - uniform()));
    return mean + stddev * radius * std::cos(2.0 * std::numbers::pi * uniform());
}

double Random::truncatedNormal(double mean, double stddev) {
    for (;;) {
        const double value = normal();
        if (std::abs(value) < 2.0) return mean + stddev * value;
    }
}

Index Random::below(Index count) {
    const auto n = static_cast<std::uint64_t>(count);
    const std::uint64_t excess = (0 - n) % n;  // 2^64 mod n: the last values would favour the small numbers
    for (;;) {
        const std::uint64_t high = next();
        const std::uint64_t value = high << 32 | next();
        if (value <= ~excess || excess == 0) return static_cast<Index>(value % n);
    }
}

std::vector<Index> Random::permutation(Index count) {
    std::vector<Index> order(static_cast<std::size_t>(count));
    std::iota(order.begin(), order.end(), Index{0});
    for (Index i = count - 1; i > 0; --i) {
        std::swap(order[static_cast<std::size_t>(i)], order[static_cast<std::size_t>(below(i + 1))]);
    }
    return order;
}

}  // namespace engine
