// The fused simple RNN: one block, h = act(W [h_before; 1; x]). Kept a step: h.
#include "engine/core/simd/targets.h"
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/layers/kernels/fused/simplernn.cpp"
#include <hwy/foreach_target.h>
// After it, in every turn.
#include "engine/layers/kernels/fused/cells.h"
#include "engine/layers/kernels/fused/sequence-inl.h"

HWY_BEFORE_NAMESPACE();
namespace engine::fused::HWY_NAMESPACE {

template <Squash kSquash>
struct SimpleRnnCell {
    static void forward(const Plan& plan, const Block& block, std::size_t n) {
        const Tag<kLanes> d;
        float* HWY_RESTRICT gates = block.gates + n * plan.units * kLanes;
        const float* HWY_RESTRICT hBefore = block.operand + n * plan.inputs * kLanes;
        float* HWY_RESTRICT hidden = block.operand + (n + 1) * plan.inputs * kLanes;
        eachVector(plan, [&](std::size_t at, std::size_t lane) HWY_ATTR {
            const auto y = squash<kSquash>(d, hn::Load(d, gates + at));
            auto h = y;
            if (block.mask) {
                const auto counts = hn::Gt(hn::Load(d, block.mask + n * kLanes + lane), hn::Zero(d));
                h = hn::IfThenElse(counts, h, hn::Load(d, hBefore + at));
            }
            hn::Store(y, d, gates + at);
            hn::Store(h, d, hidden + at);
        });
    }

    static bool backward(const Plan& plan, const Block& block, const BlockGradients& back, std::size_t n) {
        const Tag<kLanes> d;
        float* HWY_RESTRICT gates = block.gates + n * plan.units * kLanes;
        float* HWY_RESTRICT dhRows = back.dh;
        eachVector(plan, [&](std::size_t at, std::size_t lane) HWY_ATTR {
            const auto dh = hn::Load(d, dhRows + at);
            auto dz = throughSquash<kSquash>(d, hn::Load(d, gates + at), dh);
            if (block.mask) {
                const auto counts = hn::Gt(hn::Load(d, block.mask + n * kLanes + lane), hn::Zero(d));
                dz = hn::IfThenElseZero(counts, dz);
                hn::Store(hn::IfThenZeroElse(counts, dh), d, dhRows + at);
            }
            hn::Store(dz, d, gates + at);
        });
        return block.mask != nullptr;
    }
};

void simpleRnnForward(const Plan& plan, const Block& block, Buffer& scratch) {
    withSquash(plan.squash, [&](auto kind) { runForward<SimpleRnnCell<decltype(kind)::value>>(plan, block, scratch); });
}
void simpleRnnBackward(const Plan& plan, const Block& block, const BlockGradients& back) {
    withSquash(plan.squash, [&](auto kind) { runBackward<SimpleRnnCell<decltype(kind)::value>>(plan, block, back); });
}

}  // namespace engine::fused::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace engine::fused {

HWY_EXPORT(simpleRnnForward);
HWY_EXPORT(simpleRnnBackward);

const Cell& simpleRnnCell() {
    static const Cell cell{{{{0, 0, {0}}}, 1, 1, 0},
                           [](const Plan& plan, const Block& block, Buffer& scratch) {
                               HWY_DYNAMIC_DISPATCH(simpleRnnForward)(plan, block, scratch);
                           },
                           [](const Plan& plan, const Block& block, const BlockGradients& back) {
                               HWY_DYNAMIC_DISPATCH(simpleRnnBackward)(plan, block, back);
                           }};
    return cell;
}

}  // namespace engine::fused
#endif
