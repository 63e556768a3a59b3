// Activation functions under Keras's names, with their derivatives.
#pragma once

#include <string>
#include <string_view>

#include "engine/core/scalar.h"

namespace engine {

enum class Activation {
    Linear,
    Relu,
    Tanh,
    Sigmoid,
    HardSigmoid,        ///< relu6(x + 3) / 6, of Keras 3
    HardSigmoidKeras2,  ///< clip(0.2 x + 0.5, 0, 1), what hard_sigmoid meant up to Keras 2
    Softmax,
    Elu,
    Gelu,
    Silu,
    BipolarSigmoid,        ///< 2 sigmoid(x) - 1, the h of Hochreiter & Schmidhuber 1997
    DoubleBipolarSigmoid,  ///< 4 sigmoid(x) - 2, their g
    LeakyRelu,             ///< slope 0.2 below 0
    Relu6,                 ///< clip(x, 0, 6)
    Celu,                  ///< elu with alpha 1, by another name
    Selu,
    Softplus,       ///< log(1 + exp(x))
    Softsign,       ///< x / (1 + |x|)
    Squareplus,     ///< (x + sqrt(x^2 + 4)) / 2
    SoftShrink,     ///< x moved by 0.5 towards 0, 0 between
    SparsePlus,     ///< 0, (x + 1)^2 / 4, x
    TanhShrink,     ///< x - tanh(x)
    SparseSigmoid,  ///< clip((x + 1) / 2, 0, 1)
    Exponential,
    HardSilu,    ///< x hard_sigmoid(x)
    HardTanh,    ///< clip(x, -1, 1)
    HardShrink,  ///< x, and 0 where |x| <= 0.5
    Mish,        ///< x tanh(softplus(x))
    LogSoftmax,
    LogSigmoid,
    Sparsemax,  ///< the nearest point of the simplex (Martins & Astudillo 2016)
};

/// "relu", "hard_sigmoid", ...; throws Error with `who` for a name that is not known. "swish" is silu, "" is linear.
[[nodiscard]] Activation activationFromName(std::string_view name, std::string_view who);
[[nodiscard]] std::string activationName(Activation activation);

/// Whether a cross-entropy can go from z instead of y: softmax and sigmoid.
[[nodiscard]] inline bool hasLogits(Activation activation) {
    return activation == Activation::Softmax || activation == Activation::Sigmoid;
}

/// Whether the derivative cannot be told from y alone.
[[nodiscard]] inline bool derivativeNeedsZ(Activation activation) {
    switch (activation) {
        case Activation::Gelu:
        case Activation::Silu:
        case Activation::HardSigmoid:
        case Activation::HardSigmoidKeras2:
        case Activation::Relu6:
        case Activation::Squareplus:
        case Activation::SparsePlus:
        case Activation::TanhShrink:
        case Activation::SparseSigmoid:
        case Activation::HardSilu:
        case Activation::HardTanh:
        case Activation::Mish:
            return true;
        default:
            return false;
    }
}

/// Whether each of its outputs reads a whole row: softmax and its like.
[[nodiscard]] inline bool isOfRows(Activation activation) {
    return activation == Activation::Softmax || activation == Activation::LogSoftmax ||
           activation == Activation::Sparsemax;
}

/// y = f(z), element by element; those of rows by rows.
void activate(Activation activation, const Eigen::Ref<const Matrix>& z, Eigen::Ref<Matrix> y);

/// dz from dy, given z and y = f(z). dz may be dy.
void activateBackward(Activation activation, const Eigen::Ref<const Matrix>& z, const Eigen::Ref<const Matrix>& y,
                      const Eigen::Ref<const Matrix>& dy, Eigen::Ref<Matrix> dz);

/// One number, for a curve on screen. Softmax is not a function of one number and throws Error.
[[nodiscard]] double activate(Activation activation, double z);

}  // namespace engine
