// Functions and slopes of the rarer activations.
#include "engine/core/moreactivations.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <vector>

#include "engine/core/error.h"

namespace engine {

namespace {

// Klambauer et al. 2017, rounded as in Keras.
constexpr double kSeluAlpha = 1.6732632423543772848170429916717, kSeluScale = 1.0507009873554804934193349852946;

double softplus(double z) {
    return std::max(z, 0.0) + std::log1p(std::exp(-std::abs(z)));
}

double logistic(double z) {
    return 1.0 / (1.0 + std::exp(-z));
}

}  // namespace

double rareActivation(Activation activation, double z) {
    if (std::isnan(z)) return z;  // a run that blew up must show
    switch (activation) {
        case Activation::LeakyRelu:
            return z > 0.0 ? z : 0.2 * z;
        case Activation::Relu6:
            return std::clamp(z, 0.0, 6.0);
        case Activation::Celu:
            return z > 0.0 ? z : std::expm1(z);
        case Activation::Selu:
            return kSeluScale * (z > 0.0 ? z : kSeluAlpha * std::expm1(z));
        case Activation::Softplus:
            return softplus(z);
        case Activation::Softsign:
            return z / (1.0 + std::abs(z));
        case Activation::Squareplus:
            return (z + std::sqrt(z * z + 4.0)) / 2.0;
        case Activation::SoftShrink:
            return z > 0.5 ? z - 0.5 : z < -0.5 ? z + 0.5 : 0.0;
        case Activation::SparsePlus:
            return z <= -1.0 ? 0.0 : z < 1.0 ? 0.25 * (z + 1.0) * (z + 1.0) : z;
        case Activation::TanhShrink:
            return z - std::tanh(z);
        case Activation::SparseSigmoid:
            return std::clamp(0.5 * (z + 1.0), 0.0, 1.0);
        case Activation::Exponential:
            return std::exp(z);
        case Activation::HardSilu:
            return z * std::clamp(z + 3.0, 0.0, 6.0) / 6.0;
        case Activation::HardTanh:
            return std::clamp(z, -1.0, 1.0);
        case Activation::HardShrink:
            return std::abs(z) > 0.5 ? z : 0.0;
        case Activation::Mish:
            return z * std::tanh(softplus(z));
        case Activation::LogSigmoid:
            return -softplus(-z);
        default:
            throw Error(activationName(activation) + ": expected an activation of one number, got one of a whole row");
    }
}

double rareSlope(Activation activation, double z, double y) {
    switch (activation) {
        case Activation::LeakyRelu:
            return y > 0.0 ? 1.0 : 0.2;
        case Activation::Relu6:
            return z > 0.0 && z < 6.0 ? 1.0 : 0.0;
        case Activation::Celu:
            return y > 0.0 ? 1.0 : y + 1.0;
        case Activation::Selu:
            return y > 0.0 ? kSeluScale : y + kSeluScale * kSeluAlpha;
        case Activation::Softplus:
            return -std::expm1(-y);  // exp(y) = 1 + exp(z)
        case Activation::Softsign:
            return (1.0 - std::abs(y)) * (1.0 - std::abs(y));
        case Activation::Squareplus:
            return 0.5 + 0.5 * z / std::sqrt(z * z + 4.0);
        case Activation::SoftShrink:
        case Activation::HardShrink:
            return y != 0.0 ? 1.0 : 0.0;
        case Activation::SparsePlus:
            return z <= -1.0 ? 0.0 : z < 1.0 ? 0.5 * (z + 1.0) : 1.0;
        case Activation::TanhShrink:
            return std::tanh(z) * std::tanh(z);
        case Activation::SparseSigmoid:
            return z > -1.0 && z < 1.0 ? 0.5 : 0.0;
        case Activation::Exponential:
            return y;
        case Activation::HardSilu:
            return z <= -3.0 ? 0.0 : z < 3.0 ? (2.0 * z + 3.0) / 6.0 : 1.0;
        case Activation::HardTanh:
            return z > -1.0 && z < 1.0 ? 1.0 : 0.0;
        case Activation::Mish: {
            const double t = std::tanh(softplus(z));
            return t + z * (1.0 - t * t) * logistic(z);
        }
        case Activation::LogSigmoid:
            return -std::expm1(y);  // exp(y) = sigmoid(z)
        default:
            throw Error(activationName(activation) + ": expected an activation of one number, got one of a whole row");
    }
}

void logSoftmaxRows(const Eigen::Ref<const Matrix>& z, Eigen::Ref<Matrix> y) {
    for (Index r = 0; r < z.rows(); ++r) {
        const Scalar top = z.row(r).template maxCoeff<Eigen::PropagateNaN>();
        y.row(r).array() = z.row(r).array() - top;
        y.row(r).array() -= std::log(y.row(r).array().exp().sum());
    }
}

// dz = dy - softmax(z) sum(dy)
void logSoftmaxBackward(const Eigen::Ref<const Matrix>& y, const Eigen::Ref<const Matrix>& dy, Eigen::Ref<Matrix> dz) {
    for (Index r = 0; r < y.rows(); ++r) {
        const Scalar sum = dy.row(r).sum();
        dz.row(r).array() = dy.row(r).array() - y.row(r).array().exp() * sum;
    }
}

// The largest numbers, less a threshold that makes them sum to 1; the others are 0.
void sparsemaxRows(const Eigen::Ref<const Matrix>& z, Eigen::Ref<Matrix> y) {
    std::vector<Scalar> sorted(static_cast<std::size_t>(z.cols()));
    for (Index r = 0; r < z.rows(); ++r) {
        if (!z.row(r).allFinite()) {
            y.row(r).setConstant(std::numeric_limits<Scalar>::quiet_NaN());
            continue;
        }
        std::copy_n(z.row(r).data(), z.cols(), sorted.begin());
        std::sort(sorted.begin(), sorted.end(), std::greater<>());
        Scalar sum = 0, threshold = 0;
        for (std::size_t k = 0; k < sorted.size(); ++k) {
            sum += sorted[k];
            const Scalar own = (sum - Scalar(1)) / static_cast<Scalar>(k + 1);
            if (sorted[k] > own) threshold = own;
        }
        y.row(r).array() = (z.row(r).array() - threshold).max(Scalar(0));
    }
}

// On the support: dy less its mean there.
void sparsemaxBackward(const Eigen::Ref<const Matrix>& y, const Eigen::Ref<const Matrix>& dy, Eigen::Ref<Matrix> dz) {
    for (Index r = 0; r < y.rows(); ++r) {
        const auto on = y.row(r).array() > Scalar(0);
        const Scalar mean =
            on.select(dy.row(r).array(), Scalar(0)).sum() / static_cast<Scalar>(std::max<Index>(on.count(), 1));
        dz.row(r).array() = on.select(dy.row(r).array() - mean, Scalar(0));
    }
}

}  // namespace engine
