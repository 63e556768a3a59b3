// Activation functions and their derivatives.
#include "engine/core/activations.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <utility>

#include "engine/core/error.h"
#include "engine/core/moreactivations.h"

namespace engine {

namespace {

constexpr std::array<std::pair<Activation, std::string_view>, 30> kNames{{
    {Activation::Linear, "linear"},
    {Activation::Relu, "relu"},
    {Activation::Tanh, "tanh"},
    {Activation::Sigmoid, "sigmoid"},
    {Activation::HardSigmoid, "hard_sigmoid"},
    {Activation::HardSigmoidKeras2, "hard_sigmoid_keras2"},
    {Activation::Softmax, "softmax"},
    {Activation::Elu, "elu"},
    {Activation::Gelu, "gelu"},
    {Activation::Silu, "silu"},
    {Activation::BipolarSigmoid, "bipolar_sigmoid"},
    {Activation::DoubleBipolarSigmoid, "double_bipolar_sigmoid"},
    {Activation::LeakyRelu, "leaky_relu"},
    {Activation::Relu6, "relu6"},
    {Activation::Celu, "celu"},
    {Activation::Selu, "selu"},
    {Activation::Softplus, "softplus"},
    {Activation::Softsign, "softsign"},
    {Activation::Squareplus, "squareplus"},
    {Activation::SoftShrink, "soft_shrink"},
    {Activation::SparsePlus, "sparse_plus"},
    {Activation::TanhShrink, "tanh_shrink"},
    {Activation::SparseSigmoid, "sparse_sigmoid"},
    {Activation::Exponential, "exponential"},
    {Activation::HardSilu, "hard_silu"},
    {Activation::HardTanh, "hard_tanh"},
    {Activation::HardShrink, "hard_shrink"},
    {Activation::Mish, "mish"},
    {Activation::LogSoftmax, "log_softmax"},
    {Activation::LogSigmoid, "log_sigmoid"},
}};

// Eigen's own logistic is off by 2.4e-4 of the value in the negative tail; exp and a division are not.
template <typename Array>
auto logistic(const Array& z) {
    return (Scalar(1) + (-z).exp()).inverse();
}

// Phi(z), the normal distribution function
Scalar normalCdf(Scalar z) {
    return Scalar(0.5) * std::erfc(-z * Scalar(std::numbers::sqrt2 / 2));
}

Scalar normalDensity(Scalar z) {
    return std::exp(Scalar(-0.5) * z * z) * Scalar(0.5 * std::numbers::sqrt2 * std::numbers::inv_sqrtpi);
}

void softmaxRows(const Eigen::Ref<const Matrix>& z, Eigen::Ref<Matrix> y) {
    for (Index r = 0; r < z.rows(); ++r) {
        const Scalar top = z.row(r).template maxCoeff<Eigen::PropagateNaN>();
        y.row(r).array() = (z.row(r).array() - top).exp();
        y.row(r) /= y.row(r).sum();
    }
}

}  // namespace

Activation activationFromName(std::string_view name, std::string_view who) {
    if (name.empty()) return Activation::Linear;
    if (name == "swish") return Activation::Silu;
    if (name == "hard_swish") return Activation::HardSilu;
    std::string known;
    for (const auto& [activation, own] : kNames) {
        if (own == name) return activation;
        known += (known.empty() ? "" : ", ") + std::string(own);
    }
    throw Error(std::string(who) + ": expected an activation of " + known + ", got \"" + std::string(name) + "\"");
}

std::string activationName(Activation activation) {
    for (const auto& [own, name] : kNames) {
        if (own == activation) return std::string(name);
    }
    throw Error("activation: expected a known one, got number " + std::to_string(static_cast<int>(activation)));
}

void activate(Activation activation, const Eigen::Ref<const Matrix>& zMatrix, Eigen::Ref<Matrix> yMatrix) {
    const auto z = zMatrix.array();
    auto y = yMatrix.array();
    switch (activation) {
        case Activation::Linear:
            if (zMatrix.data() != yMatrix.data()) y = z;
            break;
        case Activation::Relu:
            y = z.max(Scalar(0));  // a NaN on the left stays: a run that blew up must show
            break;
        case Activation::Tanh:
            y = z.tanh();
            break;
        case Activation::Sigmoid:
            y = logistic(z);
            break;
        case Activation::HardSigmoid:
            y = (z + Scalar(3)).max(Scalar(0)).min(Scalar(6)) / Scalar(6);
            break;
        case Activation::HardSigmoidKeras2:
            y = (z * Scalar(0.2) + Scalar(0.5)).max(Scalar(0)).min(Scalar(1));
            break;
        case Activation::Softmax:
            softmaxRows(zMatrix, yMatrix);
            break;
        case Activation::Elu:
            y = (z > Scalar(0)).select(z, z.expm1());
            break;
        case Activation::Gelu:
            y = z.unaryExpr([](Scalar v) { return v * normalCdf(v); });
            break;
        case Activation::Silu:
            y = z * logistic(z);
            break;
        case Activation::BipolarSigmoid:
            y = (z * Scalar(0.5)).tanh();
            break;
        case Activation::DoubleBipolarSigmoid:
            y = Scalar(2) * (z * Scalar(0.5)).tanh();
            break;
        case Activation::LogSoftmax:
            logSoftmaxRows(zMatrix, yMatrix);
            break;
        case Activation::Sparsemax:
            sparsemaxRows(zMatrix, yMatrix);
            break;
        default:
            y = z.unaryExpr([activation](Scalar v) { return static_cast<Scalar>(rareActivation(activation, v)); });
            break;
    }
}

void activateBackward(Activation activation, const Eigen::Ref<const Matrix>& zMatrix,
                      const Eigen::Ref<const Matrix>& yMatrix, const Eigen::Ref<const Matrix>& dyMatrix,
                      Eigen::Ref<Matrix> dzMatrix) {
    const auto z = zMatrix.array();
    const auto y = yMatrix.array();
    const auto dy = dyMatrix.array();
    auto dz = dzMatrix.array();
    switch (activation) {
        case Activation::Linear:
            if (dyMatrix.data() != dzMatrix.data()) dz = dy;
            break;
        case Activation::Relu:
            dz = (y > Scalar(0)).select(dy, Scalar(0));
            break;
        case Activation::Tanh:
            dz = dy * (Scalar(1) - y.square());
            break;
        case Activation::Sigmoid:
            dz = dy * y * (Scalar(1) - y);
            break;
        case Activation::HardSigmoid:
            dz = (z > Scalar(-3) && z < Scalar(3)).select(dy / Scalar(6), Scalar(0));
            break;
        case Activation::HardSigmoidKeras2:
            dz = (z > Scalar(-2.5) && z < Scalar(2.5)).select(dy * Scalar(0.2), Scalar(0));
            break;
        case Activation::Softmax:
            for (Index r = 0; r < y.rows(); ++r) {
                const Scalar mean = (dy.row(r) * y.row(r)).sum();
                dz.row(r) = y.row(r) * (dy.row(r) - mean);
            }
            break;
        case Activation::Elu:
            dz = (y > Scalar(0)).select(dy, dy * (y + Scalar(1)));
            break;
        case Activation::Gelu:
            dz = dy * z.unaryExpr([](Scalar v) { return normalCdf(v) + v * normalDensity(v); });
            break;
        case Activation::Silu: {
            const auto s = logistic(z);
            dz = dy * (s * (Scalar(1) + z * (Scalar(1) - s)));
            break;
        }
        // y = tanh(z/2): dy/dz = (1 - y^2) / 2; y = 2 tanh(z/2): dy/dz = 1 - y^2/4
        case Activation::BipolarSigmoid:
            dz = dy * (Scalar(1) - y.square()) * Scalar(0.5);
            break;
        case Activation::DoubleBipolarSigmoid:
            dz = dy * (Scalar(1) - y.square() * Scalar(0.25));
            break;
        case Activation::LogSoftmax:
            logSoftmaxBackward(yMatrix, dyMatrix, dzMatrix);
            break;
        case Activation::Sparsemax:
            sparsemaxBackward(yMatrix, dyMatrix, dzMatrix);
            break;
        default:
            dz = dy * z.binaryExpr(y, [activation](Scalar a, Scalar b) {
                return static_cast<Scalar>(rareSlope(activation, a, b));
            });
            break;
    }
}

double activate(Activation activation, double z) {
    switch (activation) {
        case Activation::Linear:
            return z;
        case Activation::Relu:
            return std::max(z, 0.0);
        case Activation::Tanh:
            return std::tanh(z);
        case Activation::Sigmoid:
            return 1.0 / (1.0 + std::exp(-z));
        case Activation::HardSigmoid:
            return std::clamp(z + 3.0, 0.0, 6.0) / 6.0;
        case Activation::HardSigmoidKeras2:
            return std::clamp(0.2 * z + 0.5, 0.0, 1.0);
        case Activation::Elu:
            return z > 0.0 ? z : std::expm1(z);
        case Activation::Gelu:
            return 0.5 * z * std::erfc(-z / std::numbers::sqrt2);
        case Activation::Silu:
            return z / (1.0 + std::exp(-z));
        case Activation::BipolarSigmoid:
            return std::tanh(0.5 * z);
        case Activation::DoubleBipolarSigmoid:
            return 2.0 * std::tanh(0.5 * z);
        default:
            return rareActivation(activation, z);
    }
}

}  // namespace engine
