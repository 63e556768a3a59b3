// The fused LSTM. Blocks of the gates as Keras has them, i, f, g, o; all read h, 1 and x:
//
//     z = W [h; 1; x],   c = f c_before + i g,   s = act(c),   h = o s
//
// Kept a step: the gates (4 units), c, s and, in the next step's operand, h.
#include "engine/core/simd/targets.h"
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "engine/layers/kernels/fused/lstm.cpp"
#include <hwy/foreach_target.h>
// After it, in every turn.
#include "engine/layers/kernels/fused/cells.h"
#include "engine/layers/kernels/fused/sequence-inl.h"

HWY_BEFORE_NAMESPACE();
namespace engine::fused::HWY_NAMESPACE {

template <Squash kSquash>
struct LstmCell {
    static void forward(const Plan& plan, const Block& block, std::size_t n) {
        const Tag<kLanes> d;
        const std::size_t size = plan.units * kLanes;
        float* HWY_RESTRICT gates = block.gates + n * 4 * size;
        const float* HWY_RESTRICT before = block.cell + n * size;
        float* HWY_RESTRICT cell = block.cell + (n + 1) * size;
        float* HWY_RESTRICT squashed = block.kept + n * size;
        const float* HWY_RESTRICT hBefore = block.operand + n * plan.inputs * kLanes;
        float* HWY_RESTRICT hidden = block.operand + (n + 1) * plan.inputs * kLanes;
        eachVector(plan, [&](std::size_t at, std::size_t lane) HWY_ATTR {
            hn::VFromD<Tag<kLanes>> i, f, g, o;
            sigmoids(d, hn::Load(d, gates + at), hn::Load(d, gates + size + at), i, f);
            sigmoidAndSquash<kSquash>(d, hn::Load(d, gates + 3 * size + at), hn::Load(d, gates + 2 * size + at), o, g);
            const auto past = hn::Load(d, before + at);
            auto c = hn::MulAdd(f, past, hn::Mul(i, g));
            const auto s = squash<kSquash>(d, c);
            auto h = hn::Mul(o, s);
            if (block.mask) {
                const auto counts = hn::Gt(hn::Load(d, block.mask + n * kLanes + lane), hn::Zero(d));
                c = hn::IfThenElse(counts, c, past);
                h = hn::IfThenElse(counts, h, hn::Load(d, hBefore + at));
            }
            hn::Store(i, d, gates + at);
            hn::Store(f, d, gates + size + at);
            hn::Store(g, d, gates + 2 * size + at);
            hn::Store(o, d, gates + 3 * size + at);
            hn::Store(c, d, cell + at);
            hn::Store(s, d, squashed + at);
            hn::Store(h, d, hidden + at);
        });
    }

    /// True where a part of dh goes on to the step before beside the product.
    static bool backward(const Plan& plan, const Block& block, const BlockGradients& back, std::size_t n) {
        const Tag<kLanes> d;
        const std::size_t size = plan.units * kLanes;
        float* HWY_RESTRICT gates = block.gates + n * 4 * size;
        const float* HWY_RESTRICT before = block.cell + n * size;
        const float* HWY_RESTRICT squashed = block.kept + n * size;
        float* HWY_RESTRICT dhRows = back.dh;
        float* HWY_RESTRICT dcRows = back.dc;
        eachVector(plan, [&](std::size_t at, std::size_t lane) HWY_ATTR {
            const auto i = hn::Load(d, gates + at), f = hn::Load(d, gates + size + at),
                       g = hn::Load(d, gates + 2 * size + at), o = hn::Load(d, gates + 3 * size + at),
                       s = hn::Load(d, squashed + at), dh = hn::Load(d, dhRows + at),
                       dcLater = hn::Load(d, dcRows + at);
            const auto dc = hn::Add(dcLater, throughSquash<kSquash>(d, s, hn::Mul(dh, o)));
            auto di = throughSquash<Squash::Sigmoid>(d, i, hn::Mul(dc, g));
            auto df = throughSquash<Squash::Sigmoid>(d, f, hn::Mul(dc, hn::Load(d, before + at)));
            auto dg = throughSquash<kSquash>(d, g, hn::Mul(dc, i));
            auto dO = throughSquash<Squash::Sigmoid>(d, o, hn::Mul(dh, s));
            auto dcPast = hn::Mul(dc, f);
            if (block.mask) {
                const auto counts = hn::Gt(hn::Load(d, block.mask + n * kLanes + lane), hn::Zero(d));
                di = hn::IfThenElseZero(counts, di);
                df = hn::IfThenElseZero(counts, df);
                dg = hn::IfThenElseZero(counts, dg);
                dO = hn::IfThenElseZero(counts, dO);
                dcPast = hn::IfThenElse(counts, dcPast, dcLater);
                hn::Store(hn::IfThenZeroElse(counts, dh), d, dhRows + at);
            }
            hn::Store(di, d, gates + at);
            hn::Store(df, d, gates + size + at);
            hn::Store(dg, d, gates + 2 * size + at);
            hn::Store(dO, d, gates + 3 * size + at);
            hn::Store(dcPast, d, dcRows + at);
        });
        return block.mask != nullptr;
    }
};

void lstmForward(const Plan& plan, const Block& block, Buffer& scratch) {
    withSquash(plan.squash, [&](auto kind) { runForward<LstmCell<decltype(kind)::value>>(plan, block, scratch); });
}
void lstmBackward(const Plan& plan, const Block& block, const BlockGradients& back) {
    withSquash(plan.squash, [&](auto kind) { runBackward<LstmCell<decltype(kind)::value>>(plan, block, back); });
}

}  // namespace engine::fused::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace engine::fused {

HWY_EXPORT(lstmForward);
HWY_EXPORT(lstmBackward);

const Cell& lstmCell() {
    static const Cell cell{{{{0, 0, {0}}, {1, 1, {0}}, {2, 2, {0}}, {3, 3, {0}}}, 4, 2, 1},
                           [](const Plan& plan, const Block& block, Buffer& scratch) {
                               HWY_DYNAMIC_DISPATCH(lstmForward)(plan, block, scratch);
                           },
                           [](const Plan& plan, const Block& block, const BlockGradients& back) {
                               HWY_DYNAMIC_DISPATCH(lstmBackward)(plan, block, back);
                           }};
    return cell;
}

}  // namespace engine::fused
#endif
