// The fused GRU with reset_after, Keras's default. Blocks of the gates, so that those that read h and those that read x
// lie without a gap:
//
//     m = U_g h + b'_g  (h, 1)      z, r  (h, 1, x)      a = K_g x + b_g  (1, x)
//     g = act(a + r m),   h = z h_before + (1 - z) g
//
// Kept a step: m, z, r and g in the gates' place.
#include "engine/core/simd/targets.h"
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/layers/kernels/fused/gru.cpp"
#include <hwy/foreach_target.h>
// After it, in every turn.
#include "engine/layers/kernels/fused/cells.h"
#include "engine/layers/kernels/fused/sequence-inl.h"

HWY_BEFORE_NAMESPACE();
namespace engine::fused::HWY_NAMESPACE {

template <Squash kSquash>
struct GruCell {
    static void forward(const Plan& plan, const Block& block, std::size_t n) {
        const Tag<kLanes> d;
        const std::size_t size = plan.units * kLanes;
        float* HWY_RESTRICT gates = block.gates + n * 4 * size;
        const float* HWY_RESTRICT hBefore = block.operand + n * plan.inputs * kLanes;
        float* HWY_RESTRICT hidden = block.operand + (n + 1) * plan.inputs * kLanes;
        eachVector(plan, [&](std::size_t at, std::size_t lane) HWY_ATTR {
            const auto m = hn::Load(d, gates + at);
            hn::VFromD<Tag<kLanes>> z, r;
            sigmoids(d, hn::Load(d, gates + size + at), hn::Load(d, gates + 2 * size + at), z, r);
            const auto g = squash<kSquash>(d, hn::MulAdd(r, m, hn::Load(d, gates + 3 * size + at)));
            const auto past = hn::Load(d, hBefore + at);
            auto h = hn::MulAdd(z, past, hn::Mul(hn::Sub(hn::Set(d, 1.0f), z), g));
            if (block.mask) {
                const auto counts = hn::Gt(hn::Load(d, block.mask + n * kLanes + lane), hn::Zero(d));
                h = hn::IfThenElse(counts, h, past);
            }
            hn::Store(z, d, gates + size + at);
            hn::Store(r, d, gates + 2 * size + at);
            hn::Store(g, d, gates + 3 * size + at);
            hn::Store(h, d, hidden + at);
        });
    }

    static bool backward(const Plan& plan, const Block& block, const BlockGradients& back, std::size_t n) {
        const Tag<kLanes> d;
        const std::size_t size = plan.units * kLanes;
        float* HWY_RESTRICT gates = block.gates + n * 4 * size;
        const float* HWY_RESTRICT hBefore = block.operand + n * plan.inputs * kLanes;
        float* HWY_RESTRICT dhRows = back.dh;
        eachVector(plan, [&](std::size_t at, std::size_t lane) HWY_ATTR {
            const auto m = hn::Load(d, gates + at), z = hn::Load(d, gates + size + at),
                       r = hn::Load(d, gates + 2 * size + at), g = hn::Load(d, gates + 3 * size + at),
                       past = hn::Load(d, hBefore + at), dh = hn::Load(d, dhRows + at);
            auto dz = throughSquash<Squash::Sigmoid>(d, z, hn::Mul(dh, hn::Sub(past, g)));
            auto dg = throughSquash<kSquash>(d, g, hn::Mul(dh, hn::Sub(hn::Set(d, 1.0f), z)));
            auto dPast = hn::Mul(dh, z);
            if (block.mask) {
                const auto counts = hn::Gt(hn::Load(d, block.mask + n * kLanes + lane), hn::Zero(d));
                dz = hn::IfThenElseZero(counts, dz);
                dg = hn::IfThenElseZero(counts, dg);
                dPast = hn::IfThenElse(counts, dPast, dh);
            }
            // A padded step may hold anything; 0 times that need not be 0.
            auto dr = throughSquash<Squash::Sigmoid>(d, r, hn::Mul(dg, m));
            if (block.mask) {
                const auto counts = hn::Gt(hn::Load(d, block.mask + n * kLanes + lane), hn::Zero(d));
                dr = hn::IfThenElseZero(counts, dr);
            }
            hn::Store(hn::Mul(dg, r), d, gates + at);
            hn::Store(dz, d, gates + size + at);
            hn::Store(dr, d, gates + 2 * size + at);
            hn::Store(dg, d, gates + 3 * size + at);
            hn::Store(dPast, d, dhRows + at);
        });
        return true;
    }
};

void gruForward(const Plan& plan, const Block& block, Buffer& scratch) {
    withSquash(plan.squash, [&](auto kind) { runForward<GruCell<decltype(kind)::value>>(plan, block, scratch); });
}
void gruBackward(const Plan& plan, const Block& block, const BlockGradients& back) {
    withSquash(plan.squash, [&](auto kind) { runBackward<GruCell<decltype(kind)::value>>(plan, block, back); });
}

}  // namespace engine::fused::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace engine::fused {

HWY_EXPORT(gruForward);
HWY_EXPORT(gruBackward);

const Cell& gruCell() {
    static const Cell cell{{{{2, -1, {1}}, {0, 0, {0, 1}}, {1, 1, {0, 1}}, {-1, 2, {0}}}, 3, 1, 0},
                           [](const Plan& plan, const Block& block, Buffer& scratch) {
                               HWY_DYNAMIC_DISPATCH(gruForward)(plan, block, scratch);
                           },
                           [](const Plan& plan, const Block& block, const BlockGradients& back) {
                               HWY_DYNAMIC_DISPATCH(gruBackward)(plan, block, back);
                           }};
    return cell;
}

}  // namespace engine::fused
#endif
