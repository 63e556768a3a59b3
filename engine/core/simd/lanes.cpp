// Turning rows into lanes and back, 4 x 4 numbers at a time where the processor's baseline can.
#include "engine/core/simd/lanes.h"

#include <algorithm>

#if defined(__SSE__)
#include <immintrin.h>
#endif

namespace engine::simd {
namespace {

/// out[column*outStride + row] = in[row*inStride + column]
void transpose(const float* in, std::size_t inStride, std::size_t rows, std::size_t columns, float* out,
               std::size_t outStride) {
    std::size_t row = 0;
#if defined(__SSE__)
    for (; row + 4 <= rows; row += 4) {
        const float* from = in + row * inStride;
        std::size_t column = 0;
        for (; column + 4 <= columns; column += 4) {
            __m128 a = _mm_loadu_ps(from + column), b = _mm_loadu_ps(from + inStride + column),
                   c = _mm_loadu_ps(from + 2 * inStride + column), d = _mm_loadu_ps(from + 3 * inStride + column);
            _MM_TRANSPOSE4_PS(a, b, c, d);
            float* const to = out + column * outStride + row;
            _mm_storeu_ps(to, a);
            _mm_storeu_ps(to + outStride, b);
            _mm_storeu_ps(to + 2 * outStride, c);
            _mm_storeu_ps(to + 3 * outStride, d);
        }
        for (; column < columns; ++column)
            for (std::size_t r = 0; r < 4; ++r) out[column * outStride + row + r] = from[r * inStride + column];
    }
#endif
    for (; row < rows; ++row)
        for (std::size_t column = 0; column < columns; ++column)
            out[column * outStride + row] = in[row * inStride + column];
}

}  // namespace

void toLanes(const float* rows, std::size_t stride, std::size_t samples, std::size_t numbers, float* out) {
    if (samples < kLanes) std::fill_n(out, numbers * kLanes, 0.0f);
    transpose(rows, stride, samples, numbers, out, kLanes);
}

void fromLanes(const float* in, std::size_t samples, std::size_t numbers, float* rows, std::size_t stride) {
    transpose(in, kLanes, numbers, samples, rows, stride);
}

void transposeTile(const float* in, std::size_t numbers, float* out) {
    if (numbers < kLanes) std::fill_n(out, kLanes * kLanes, 0.0f);
    transpose(in, kLanes, numbers, kLanes, out, kLanes);
}

}  // namespace engine::simd
