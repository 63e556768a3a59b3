// The loss of each row, and its slopes.
#include "engine/losses/regression.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <sstream>

#include "engine/core/error.h"

namespace engine {

namespace {

/// 1 above 0, -1 below, 0 at 0: the slope of |e| as TensorFlow has it.
double sign(double e) {
    return static_cast<double>(e > 0.0) - static_cast<double>(e < 0.0);
}

constexpr double kEpsilon = 1e-7;  // keras.config.epsilon()

/// A target of a hinge: 0 and 1 as -1 and 1 where that is what they mean.
double signOf(Scalar target, bool binary) {
    return binary ? 2.0 * static_cast<double>(target) - 1.0 : static_cast<double>(target);
}

}  // namespace

void checkSameShape(const Loss& loss, const Tensor& output, const Tensor& target) {
    if (target.values.rows() == output.values.rows() && target.values.cols() == output.values.cols()) return;
    throw Error(loss.name() + ": expected targets of shape " + output.shape().text() + ", got " +
                target.shape().text());
}

std::string RegressionLoss::name() const {
    switch (m_kind) {
        case Kind::Squared:
            return "mean_squared_error";
        case Kind::Absolute:
            return "mean_absolute_error";
        case Kind::Huber:
            return "huber";
        case Kind::AbsolutePercentage:
            return "mean_absolute_percentage_error";
        case Kind::SquaredLogarithmic:
            return "mean_squared_logarithmic_error";
        case Kind::LogCosh:
            return "log_cosh";
        case Kind::Poisson:
            return "poisson";
        case Kind::Divergence:
            return "kl_divergence";
        case Kind::Hinge:
            return "hinge";
        case Kind::SquaredHinge:
            return "squared_hinge";
    }
    return "";
}

std::string RegressionLoss::text() const {
    if (m_kind != Kind::Huber) return name();
    std::ostringstream text;
    text.precision(17);
    text << name() << "(delta=" << m_delta << ")";
    return text.str();
}

std::vector<double> RegressionLoss::rows(const Matrix& output, const Matrix& target) const {
    const bool sums = m_kind == Kind::Divergence, signs = hasBinaryTargets(target);
    std::vector<double> result(static_cast<std::size_t>(output.rows()));
    for (Index row = 0; row < output.rows(); ++row) {
        double sum = 0.0;
        for (Index column = 0; column < output.cols(); ++column)
            sum += valueAt(output(row, column), signOf(target(row, column), signs));
        result[static_cast<std::size_t>(row)] = sums ? sum : sum / static_cast<double>(output.cols());
    }
    return result;
}

Matrix RegressionLoss::gradient(const Matrix& output, const Matrix& target, const std::vector<double>& rowScale) const {
    const bool sums = m_kind == Kind::Divergence, signs = hasBinaryTargets(target);
    Matrix result(output.rows(), output.cols());
    for (Index row = 0; row < output.rows(); ++row) {
        const double scale =
            rowScale[static_cast<std::size_t>(row)] / (sums ? 1.0 : static_cast<double>(output.cols()));
        for (Index column = 0; column < output.cols(); ++column) {
            const double slope = scale == 0.0 ? 0.0 : slopeAt(output(row, column), signOf(target(row, column), signs));
            result(row, column) = static_cast<Scalar>(scale * slope);
        }
    }
    return result;
}

// Keras takes 0 and 1 for -1 and 1 where a batch has no other targets.
bool RegressionLoss::hasBinaryTargets(const Matrix& target) const {
    return (m_kind == Kind::Hinge || m_kind == Kind::SquaredHinge) &&
           (target.array() == Scalar(0) || target.array() == Scalar(1)).all();
}

double RegressionLoss::valueAt(Scalar output, double t) const {
    const double y = static_cast<double>(output), e = static_cast<double>(output - static_cast<Scalar>(t));
    const double size = std::abs(e), margin = std::max(1.0 - t * y, 0.0);
    switch (m_kind) {
        case Kind::Squared:
            return e * e;
        case Kind::Absolute:
            return size;
        case Kind::Huber:
            return size <= m_delta ? 0.5 * e * e : m_delta * size - 0.5 * m_delta * m_delta;
        case Kind::AbsolutePercentage:
            return 100.0 * size / std::max(std::abs(t), kEpsilon);
        case Kind::SquaredLogarithmic: {
            const double d = std::log1p(std::max(y, kEpsilon)) - std::log1p(std::max(t, kEpsilon));
            return d * d;
        }
        case Kind::LogCosh:
            return size + std::log1p(std::exp(-2.0 * size)) - std::numbers::ln2;
        case Kind::Poisson:
            return y - t * std::log(y + kEpsilon);
        case Kind::Divergence: {
            const double p = std::clamp(t, kEpsilon, 1.0);
            return p * std::log(p / std::clamp(y, kEpsilon, 1.0));
        }
        case Kind::Hinge:
            return margin;
        case Kind::SquaredHinge:
            return margin * margin;
    }
    return 0.0;
}

double RegressionLoss::slopeAt(Scalar output, double t) const {
    const double y = static_cast<double>(output), e = static_cast<double>(output - static_cast<Scalar>(t));
    const double margin = std::max(1.0 - t * y, 0.0);
    switch (m_kind) {
        case Kind::Squared:
            return 2.0 * e;
        case Kind::Absolute:
            return sign(e);
        case Kind::Huber:
            return std::abs(e) <= m_delta ? e : m_delta * sign(e);
        case Kind::AbsolutePercentage:
            return 100.0 * sign(e) / std::max(std::abs(t), kEpsilon);
        case Kind::SquaredLogarithmic:
            if (y < kEpsilon) return 0.0;
            return 2.0 * (std::log1p(y) - std::log1p(std::max(t, kEpsilon))) / (1.0 + y);
        case Kind::LogCosh:
            return std::tanh(e);
        case Kind::Poisson:
            return 1.0 - t / (y + kEpsilon);
        case Kind::Divergence:
            return y < kEpsilon || y > 1.0 ? 0.0 : -std::clamp(t, kEpsilon, 1.0) / y;
        case Kind::Hinge:
            return margin > 0.0 ? -t : 0.0;
        case Kind::SquaredHinge:
            return -2.0 * t * margin;
    }
    return 0.0;
}

void RegressionLoss::check(const Tensor& output, const Tensor& target) const {
    checkSameShape(*this, output, target);
}

}  // namespace engine
