// SHA-256 (FIPS 180-4), and the fingerprint of a model's weights.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

#include "engine/core/parameter.h"

namespace engine {

class Sha256 {
 public:
    void add(const void* bytes, std::size_t count);
    /// 64 hexadecimal digits. Call once, at the end.
    [[nodiscard]] std::string hex();

 private:
    void block(const std::uint8_t* bytes);

    std::array<std::uint32_t, 8> m_state{0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a,
                                         0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19};
    std::array<std::uint8_t, 64> m_buffer{};
    std::uint64_t m_length = 0;
};

/// Over the float32 little-endian bytes of all weights, in Keras's order and layout.
[[nodiscard]] std::string weightsSha256(const Weights& weights);

}  // namespace engine
