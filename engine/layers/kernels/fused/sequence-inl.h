// A cell over all steps of one lane block, forward and backward. What a cell does with its gates is the Cell's; the
// products around it are the same for all.
#if defined(ENGINE_FUSED_SEQUENCE_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef ENGINE_FUSED_SEQUENCE_INL_H
#undef ENGINE_FUSED_SEQUENCE_INL_H
#else
#define ENGINE_FUSED_SEQUENCE_INL_H
#endif

#include <algorithm>

#include "engine/core/simd/product-inl.h"
#include "engine/layers/kernels/fused/squash-inl.h"

HWY_BEFORE_NAMESPACE();
namespace engine::fused::HWY_NAMESPACE {

using namespace simd::HWY_NAMESPACE;

/// gates of all steps = K' x, in parts of the features and of the steps that stay in the cache.
inline void wideProduct(const Plan& plan, const Block& block, Buffer& scratch) {
    constexpr std::size_t kFeatures = 256, kSteps = 16;
    const std::size_t panels = (plan.inputRows + kPanel - 1) / kPanel, skipped = plan.rows - plan.inputRows;
    float* const weights = scratch.atLeast(panels * kPanel * kFeatures + kSteps * kFeatures * kLanes);
    float* const x = weights + panels * kPanel * kFeatures;
    const std::size_t allSteps = plan.constantX ? 1 : block.steps;
    for (std::size_t k = 0; k < plan.features; k += kFeatures) {
        const std::size_t count = std::min(kFeatures, plan.features - k);
        packWide(plan, *block.kernel, k, count, weights);
        for (std::size_t n = 0; n < allSteps; n += kSteps) {
            const std::size_t steps = std::min(kSteps, allSteps - n);
            for (std::size_t s = 0; s < steps; ++s)
                toLanes(block.wideX + static_cast<std::ptrdiff_t>(n + s) * block.wideStep + k, plan.features,
                        block.samples, count, x + s * count * kLanes);
            for (std::size_t p = 0; p < panels; ++p)
                for (std::size_t s = 0; s < steps; ++s) {
                    Factors f;
                    f.a = weights + p * kPanel * count;
                    f.b = x + s * count * kLanes;
                    f.inner = count;
                    product<true>(f, std::min(kPanel, plan.inputRows - p * kPanel),
                                  block.gates + ((n + s) * plan.rows + skipped + p * kPanel) * kLanes, k > 0);
                }
        }
    }
    const float* const once = block.gates + skipped * kLanes;
    for (std::size_t n = 1; plan.constantX && n < block.steps; ++n)
        std::copy_n(once, plan.inputRows * kLanes, block.gates + (n * plan.rows + skipped) * kLanes);
}

template <class Cell>
void runForward(const Plan& plan, const Block& block, Buffer& scratch) {
    if (plan.hoisted) wideProduct(plan, block, scratch);
    for (std::size_t n = 0; n < block.steps; ++n) {
        const float* operand = block.operand + n * plan.inputs * kLanes;
        float* gates = block.gates + n * plan.rows * kLanes;
        const bool past = n > 0 || block.givenState;
        for (const Region& region : plan.regions) {
            // Without a past the rows of h are 0 and passed over.
            const std::size_t first = past ? region.firstInput : std::max(region.firstInput, plan.units);
            Factors f;
            f.a = plan.panels.data() + region.offset + (first - region.firstInput) * kPanel;
            f.b = operand + first * kLanes;
            f.inner = region.lastInput - first;
            product<true>(f, region.rows, gates + region.firstRow * kLanes, plan.hoisted && region.readsX,
                          (region.lastInput - region.firstInput) * kPanel);
        }
        Cell::forward(plan, block, n);
    }
}

/// parameters += gates' gradients times the operand, 16 inputs at a time: a tile's sums [row][16 inputs] go over all
/// steps and samples, then into Keras's matrices, turned.
inline void addWeightGradients(const Plan& plan, const Block& block, std::vector<Matrix>& parameters, Buffer& scratch) {
    const std::size_t rightSize = block.steps * kLanes * kLanes;
    float* const right = scratch.atLeast(rightSize + 2 * plan.rows * kLanes);
    float* const sums = right + rightSize;
    float* const total = sums + plan.rows * kLanes;  // a constant x: the gates' gradients of all steps
    const auto add = [&](std::size_t firstStep, std::size_t firstRow, std::size_t rows, std::size_t numbers,
                         bool ofTotal = false) HWY_ATTR {
        Factors f;
        f.a = block.gates + (firstStep * plan.rows + firstRow) * kLanes;
        f.aRow = kLanes;
        f.aOuter = plan.rows * kLanes;
        f.b = right + firstStep * kLanes * kLanes;
        f.bOuter = kLanes * kLanes;
        f.outer = block.steps - firstStep;
        f.inner = block.samples;
        if (ofTotal) {
            f.a = total + firstRow * kLanes;
            f.outer = 1;
        }
        if (numbers > 8)
            product<false, 16>(f, rows, sums + firstRow * kLanes, false);
        else
            product<false, 8>(f, rows, sums + firstRow * kLanes, false);
    };
    for (std::size_t k = 0; k < plan.inputs; k += kLanes) {
        const std::size_t numbers = std::min(kLanes, plan.inputs - k);
        for (std::size_t n = 0; n < block.steps; ++n)
            transposeTile(block.operand + (n * plan.inputs + k) * kLanes, numbers, right + n * kLanes * kLanes);
        const bool onlyH = k + numbers <= plan.units, onlyX = k > plan.units;
        const std::size_t firstStep = onlyH && !block.givenState ? 1 : 0;
        const std::size_t firstRow = onlyX ? plan.rows - plan.inputRows : 0;
        const std::size_t rows = onlyH ? plan.recurrentRows : plan.rows - firstRow;
        add(std::min(firstStep, block.steps), firstRow, rows, numbers);
        addToParameters(plan, sums, k, numbers, parameters);
    }
    const std::size_t xSteps = plan.constantX ? 1 : block.steps;
    if (plan.constantX) {
        std::copy_n(block.gates, plan.rows * kLanes, total);
        const Tag<kLanes> d;
        for (std::size_t n = 1; n < block.steps; ++n)
            for (std::size_t i = 0; i < plan.rows * kLanes; i += hn::Lanes(d))
                hn::Store(hn::Add(hn::Load(d, total + i), hn::Load(d, block.gates + n * plan.rows * kLanes + i)), d,
                          total + i);
    }
    for (std::size_t k = 0; plan.hoisted && k < plan.features; k += kLanes) {
        const std::size_t numbers = std::min(kLanes, plan.features - k);
        for (std::size_t n = 0; n < xSteps; ++n)
            for (std::size_t b = 0; b < block.samples; ++b) {
                const float* x = block.wideX + static_cast<std::ptrdiff_t>(n) * block.wideStep + b * plan.features + k;
                std::copy_n(x, numbers, right + (n * kLanes + b) * kLanes);
            }
        add(0, plan.rows - plan.inputRows, plan.inputRows, numbers, plan.constantX);
        addToParameters(plan, sums, plan.units + 1 + k, numbers, parameters);
    }
}

/// dh and dc go through the steps in place; the gates' gradients take the gates' place.
template <class Cell>
void runBackward(const Plan& plan, const Block& block, const BlockGradients& back) {
    float* const outside = back.scratch->atLeast((plan.units + plan.features) * kLanes);
    float* const dx = outside + plan.units * kLanes;
    for (std::size_t n = block.steps; n-- > 0;) {
        if (outsideGradient(plan, block, back, n, outside)) {
            const Tag<kLanes> d;
            for (std::size_t i = 0; i < plan.units * kLanes; i += hn::Lanes(d))
                hn::Store(hn::Add(hn::Load(d, back.dh + i), hn::Load(d, outside + i)), d, back.dh + i);
        }
        const bool carries = Cell::backward(plan, block, back, n);
        const float* gradients = block.gates + n * plan.rows * kLanes;
        Factors f;
        f.b = gradients;
        if (n > 0 || block.givenState) {
            f.a = plan.recurrentBack.data();
            f.aRow = plan.recurrentStride;
            f.inner = plan.recurrentRows;
            product<false>(f, plan.units, back.dh, carries);
        }
        if (back.inputGradient) {
            f.a = plan.inputBack.data();
            f.aRow = plan.inputStride;
            f.b = gradients + (plan.rows - plan.inputRows) * kLanes;
            f.inner = plan.inputRows;
            product<false>(f, plan.features, dx, false);
            storeInputGradient(plan, block, back, n, dx);
        }
    }
    addWeightGradients(plan, block, *back.parameters, *back.scratch);
}

/// Calls body(offset of the vector in [units][16], its lanes' offset in the mask) for all of a step's units.
template <class Body>
HWY_INLINE void eachVector(const Plan& plan, Body body) {
    constexpr std::size_t kN = hn::MaxLanes(Tag<kLanes>());
    for (std::size_t at = 0; at < plan.units * kLanes; at += kN) body(at, at % kLanes);
}

}  // namespace engine::fused::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
