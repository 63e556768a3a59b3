// exp, sigmoid and tanh from multiplications, additions and one exact division: the same bits on every instruction set
// that has a fused multiply-add. Errors: about 1e-7 of the value, in the tails, too. A NaN stays one.
#if defined(ENGINE_FUSED_SQUASH_INL_H) == defined(HWY_TARGET_TOGGLE)
#ifdef ENGINE_FUSED_SQUASH_INL_H
#undef ENGINE_FUSED_SQUASH_INL_H
#else
#define ENGINE_FUSED_SQUASH_INL_H
#endif

#include <hwy/highway.h>

#include "engine/layers/kernels/fused/plan.h"

HWY_BEFORE_NAMESPACE();
namespace engine::fused::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

/// exp(x) = power * (1 + rest), with power = 2^n and rest = exp(x - n ln 2) - 1. For |x| < 88.
template <class D, class V = hn::VFromD<D>>
HWY_INLINE void splitExp(D d, V x, V& power, V& rest) {
    const hn::RebindToSigned<D> whole;
    const V n = hn::Round(hn::Mul(x, hn::Set(d, 1.44269504088896341f)));
    // ln 2 in two parts, the first of which has so few digits that n times it is exact.
    V r = hn::NegMulAdd(n, hn::Set(d, 0.693359375f), x);
    r = hn::NegMulAdd(n, hn::Set(d, -2.12194440e-4f), r);
    // (exp(r) - 1 - r) / r^2 on |r| <= ln 2 / 2, from Cephes (Moshier, 1992)
    V p = hn::Set(d, 1.9875691500e-4f);
    p = hn::MulAdd(p, r, hn::Set(d, 1.3981999507e-3f));
    p = hn::MulAdd(p, r, hn::Set(d, 8.3334519073e-3f));
    p = hn::MulAdd(p, r, hn::Set(d, 4.1665795894e-2f));
    p = hn::MulAdd(p, r, hn::Set(d, 1.6666665459e-1f));
    p = hn::MulAdd(p, r, hn::Set(d, 5.0000001201e-1f));
    rest = hn::MulAdd(hn::Mul(r, r), p, r);
    const auto exponent = hn::Add(hn::ConvertTo(whole, n), hn::Set(whole, 127));
    power = hn::BitCast(d, hn::ShiftLeft<23>(exponent));
}

/// The order of the operands lets a NaN through on every instruction set.
template <class D, class V = hn::VFromD<D>>
HWY_INLINE V within(D d, V x, float limit) {
    return hn::Max(hn::Set(d, -limit), hn::Min(hn::Set(d, limit), x));
}

/// above / below, not yet divided: a division takes as long as the rest of a sigmoid, and two can share one.
template <class V>
struct Fraction {
    V above, below;
};

/// 1 / (1 + exp(-x)); below is at most 5e18, so that two of them have a product
template <class D, class V = hn::VFromD<D>>
HWY_INLINE Fraction<V> sigmoidFraction(D d, V x) {
    V power, rest;
    splitExp(d, within(d, hn::Neg(x), 43.0f), power, rest);
    const V one = hn::Set(d, 1.0f);
    return {one, hn::MulAdd(power, rest, hn::Add(power, one))};
}

/// e / (e + 2) with e = exp(2x) - 1, which keeps its digits where x is small
template <class D, class V = hn::VFromD<D>>
HWY_INLINE Fraction<V> tanhFraction(D d, V x) {
    V power, rest;
    const V limited = within(d, x, 9.1f);
    splitExp(d, hn::Add(limited, limited), power, rest);
    const V e = hn::MulAdd(power, rest, hn::Sub(power, hn::Set(d, 1.0f)));
    return {e, hn::Add(e, hn::Set(d, 2.0f))};
}

/// Both quotients by one division.
template <class D, class V = hn::VFromD<D>>
HWY_INLINE void divideBoth(D d, const Fraction<V>& a, const Fraction<V>& b, V& first, V& second) {
    const V inverse = hn::Div(hn::Set(d, 1.0f), hn::Mul(a.below, b.below));
    first = hn::Mul(a.above, hn::Mul(b.below, inverse));
    second = hn::Mul(b.above, hn::Mul(a.below, inverse));
}

template <class D, class V = hn::VFromD<D>>
HWY_INLINE V sigmoid(D d, V x) {
    const Fraction<V> f = sigmoidFraction(d, x);
    return hn::Div(f.above, f.below);
}

template <class D, class V = hn::VFromD<D>>
HWY_INLINE V tanh(D d, V x) {
    const Fraction<V> f = tanhFraction(d, x);
    return hn::Div(f.above, f.below);
}

template <class D, class V = hn::VFromD<D>>
HWY_INLINE void sigmoids(D d, V x1, V x2, V& y1, V& y2) {
    divideBoth(d, sigmoidFraction(d, x1), sigmoidFraction(d, x2), y1, y2);
}

template <Squash kSquash, class D, class V = hn::VFromD<D>>
HWY_INLINE V squash(D d, V x) {
    if constexpr (kSquash == Squash::Relu) return hn::Max(hn::Zero(d), x);
    if constexpr (kSquash == Squash::Tanh) return tanh(d, x);
    if constexpr (kSquash == Squash::Sigmoid) return sigmoid(d, x);
    return x;
}

/// y1 = sigmoid(x1), y2 = f(x2)
template <Squash kSquash, class D, class V = hn::VFromD<D>>
HWY_INLINE void sigmoidAndSquash(D d, V x1, V x2, V& y1, V& y2) {
    if constexpr (kSquash == Squash::Tanh) {
        divideBoth(d, sigmoidFraction(d, x1), tanhFraction(d, x2), y1, y2);
    } else if constexpr (kSquash == Squash::Sigmoid) {
        sigmoids(d, x1, x2, y1, y2);
    } else {
        y1 = sigmoid(d, x1);
        y2 = squash<kSquash>(d, x2);
    }
}

/// gradient * f'(z), told from y = f(z)
template <Squash kSquash, class D, class V = hn::VFromD<D>>
HWY_INLINE V throughSquash(D d, V y, V gradient) {
    const V one = hn::Set(d, 1.0f);
    if constexpr (kSquash == Squash::Relu) return hn::IfThenElseZero(hn::Gt(y, hn::Zero(d)), gradient);
    if constexpr (kSquash == Squash::Tanh) return hn::Mul(gradient, hn::NegMulAdd(y, y, one));
    if constexpr (kSquash == Squash::Sigmoid) return hn::Mul(gradient, hn::Mul(y, hn::Sub(one, y)));
    return gradient;
}

}  // namespace engine::fused::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
