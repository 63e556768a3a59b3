// The one product behind the fused kernels and the other layers, compiled for each instruction set:
//
//   sums[row][16] (+)= sum over k of  a(row, k) * b[k][16]          a: one number, broadcast;  b: 16 lanes
//
// 12 rows at a time (6 where a register holds 8 lanes) keep their sums in registers while k goes by. Every sum is one
// chain of fused multiplications and additions in the order of k, however rows are grouped: the same bits everywhere.
#if defined(ENGINE_SIMD_PRODUCT_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef ENGINE_SIMD_PRODUCT_INL_H
#undef ENGINE_SIMD_PRODUCT_INL_H
#else
#define ENGINE_SIMD_PRODUCT_INL_H
#endif

#include <hwy/highway.h>

#include "engine/core/simd/lanes.h"

HWY_BEFORE_NAMESPACE();
namespace engine::simd::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

template <std::size_t kWidth>
using Tag = hn::CappedTag<float, kWidth>;

/// Registers that hold kWidth lanes.
template <std::size_t kWidth>
constexpr std::size_t kRegisters = kWidth / hn::MaxLanes(Tag<kWidth>());

/// Rows whose sums fit the registers beside one row of b and one broadcast.
#if HWY_TARGET == HWY_AVX3
template <std::size_t kWidth>
constexpr std::size_t kRows = 12;
#elif HWY_TARGET == HWY_NEON
template <std::size_t kWidth>
constexpr std::size_t kRows = kRegisters<kWidth> > 2 ? 6 : 12;
#else
template <std::size_t kWidth>
constexpr std::size_t kRows = kRegisters<kWidth> == 1   ? 12
                              : kRegisters<kWidth> == 2 ? 6
                                                        : 3;
#endif

template <bool kPacked, bool kAdd, std::size_t kWidth, std::size_t kCount>
HWY_INLINE void tile(const Factors& f, const float* HWY_RESTRICT a, float* HWY_RESTRICT sums) {
    const Tag<kWidth> d;
    constexpr std::size_t kN = hn::MaxLanes(Tag<kWidth>()), kV = kRegisters<kWidth>;
    hn::VFromD<Tag<kWidth>> sum[kCount][kV];
#pragma GCC unroll 12
    for (std::size_t r = 0; r < kCount; ++r)
#pragma GCC unroll 4
        for (std::size_t v = 0; v < kV; ++v) sum[r][v] = kAdd ? hn::Load(d, sums + r * kLanes + v * kN) : hn::Zero(d);
    for (std::size_t step = 0; step < f.outer; ++step) {
        const float* HWY_RESTRICT left = a + step * f.aOuter;
        const float* HWY_RESTRICT right = f.b + step * f.bOuter;
        for (std::size_t k = 0; k < f.inner; ++k) {
            hn::VFromD<Tag<kWidth>> b[kV];
#pragma GCC unroll 4
            for (std::size_t v = 0; v < kV; ++v) b[v] = hn::Load(d, right + v * kN);
#pragma GCC unroll 12
            for (std::size_t r = 0; r < kCount; ++r) {
                const auto w = hn::Set(d, kPacked ? left[r] : left[r * f.aRow]);
#pragma GCC unroll 4
                for (std::size_t v = 0; v < kV; ++v) sum[r][v] = hn::MulAdd(w, b[v], sum[r][v]);
            }
            left += kPacked ? kPanel : 1;
            right += kLanes;
        }
    }
#pragma GCC unroll 12
    for (std::size_t r = 0; r < kCount; ++r)
#pragma GCC unroll 4
        for (std::size_t v = 0; v < kV; ++v) hn::Store(sum[r][v], d, sums + r * kLanes + v * kN);
}

/// The rows of one panel, `rows` of 12.
template <bool kPacked, bool kAdd, std::size_t kWidth>
HWY_NOINLINE void panel(const Factors& f, const float* a, std::size_t rows, float* sums) {
    constexpr std::size_t kMost = kRows<kWidth>;
    const std::size_t step = kPacked ? 1 : f.aRow;
    const auto next = [&](std::size_t count) HWY_ATTR {
        a += count * step;
        sums += count * kLanes;
        rows -= count;
    };
    for (; rows >= kMost; next(kMost)) tile<kPacked, kAdd, kWidth, kMost>(f, a, sums);
    if constexpr (kMost > 8)
        for (; rows >= 8; next(8)) tile<kPacked, kAdd, kWidth, 8>(f, a, sums);
    if constexpr (kMost > 4)
        for (; rows >= 4; next(4)) tile<kPacked, kAdd, kWidth, 4>(f, a, sums);
    for (; rows >= 2; next(2)) tile<kPacked, kAdd, kWidth, 2>(f, a, sums);
    if (rows > 0) tile<kPacked, kAdd, kWidth, 1>(f, a, sums);
}

/// All rows. `panelStride`: packed, the numbers of a panel.
template <bool kPacked, std::size_t kWidth = kLanes>
HWY_INLINE void product(const Factors& f, std::size_t rows, float* sums, bool add, std::size_t panelStride = 0) {
    for (std::size_t first = 0; first < rows; first += kPanel) {
        const std::size_t here = rows - first < kPanel ? rows - first : kPanel;
        const float* a = f.a + (kPacked ? first / kPanel * panelStride : first * f.aRow);
        if (add)
            panel<kPacked, true, kWidth>(f, a, here, sums + first * kLanes);
        else
            panel<kPacked, false, kWidth>(f, a, here, sums + first * kLanes);
    }
}

}  // namespace engine::simd::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
