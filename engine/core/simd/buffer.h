// Numbers at a place that vector registers like, kept as long as they suffice.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <memory>
#include <new>

namespace engine {

/// Grows, never shrinks; its content is anything after growing.
class Buffer {
 public:
    /// At least `count` numbers, aligned to a cache line.
    float* atLeast(std::size_t count) {
        if (count > m_size) {
            m_memory.reset();
            m_size = (count + 15) / 16 * 16;
            m_memory.reset(static_cast<float*>(std::aligned_alloc(64, m_size * sizeof(float))));
            if (!m_memory) {
                m_size = 0;
                throw std::bad_alloc();
            }
        }
        return m_memory.get();
    }
    [[nodiscard]] float* data() const { return m_memory.get(); }

 private:
    struct Free {
        void operator()(float* memory) const { std::free(memory); }
    };
    std::unique_ptr<float, Free> m_memory;
    std::size_t m_size = 0;
};

}  // namespace engine
