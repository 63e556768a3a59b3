// Squared, absolute and Huber's error of each row, and their slopes.
#include "engine/losses/regression.h"

#include <cmath>
#include <sstream>

#include "engine/core/error.h"

namespace engine {

namespace {

/// 1 above 0, -1 below, 0 at 0: the slope of |e| as TensorFlow has it.
double sign(double e) {
    return static_cast<double>(e > 0.0) - static_cast<double>(e < 0.0);
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
            break;
    }
    return "huber";
}

std::string RegressionLoss::text() const {
    if (m_kind != Kind::Huber) return name();
    std::ostringstream text;
    text.precision(17);
    text << name() << "(delta=" << m_delta << ")";
    return text.str();
}

template <typename Function>
std::vector<double> RegressionLoss::meanOf(const Matrix& output, const Matrix& target, Function function) const {
    std::vector<double> result(static_cast<std::size_t>(output.rows()));
    for (Index row = 0; row < output.rows(); ++row) {
        double sum = 0.0;
        for (Index column = 0; column < output.cols(); ++column)
            sum += function(static_cast<double>(output(row, column) - target(row, column)));
        result[static_cast<std::size_t>(row)] = sum / static_cast<double>(output.cols());
    }
    return result;
}

template <typename Function>
Matrix RegressionLoss::slopeOf(const Matrix& output, const Matrix& target, const std::vector<double>& rowScale,
                               Function function) const {
    Matrix result(output.rows(), output.cols());
    for (Index row = 0; row < output.rows(); ++row) {
        const double scale = rowScale[static_cast<std::size_t>(row)] / static_cast<double>(output.cols());
        for (Index column = 0; column < output.cols(); ++column) {
            const double slope =
                scale == 0.0 ? 0.0 : function(static_cast<double>(output(row, column) - target(row, column)));
            result(row, column) = static_cast<Scalar>(scale * slope);
        }
    }
    return result;
}

std::vector<double> RegressionLoss::rows(const Matrix& output, const Matrix& target) const {
    const double delta = m_delta;
    switch (m_kind) {
        case Kind::Squared:
            return meanOf(output, target, [](double e) { return e * e; });
        case Kind::Absolute:
            return meanOf(output, target, [](double e) { return std::abs(e); });
        case Kind::Huber:
            break;
    }
    return meanOf(output, target, [delta](double e) {
        const double size = std::abs(e);
        return size <= delta ? 0.5 * e * e : delta * size - 0.5 * delta * delta;
    });
}

Matrix RegressionLoss::gradient(const Matrix& output, const Matrix& target, const std::vector<double>& rowScale) const {
    const double delta = m_delta;
    switch (m_kind) {
        case Kind::Squared:
            return slopeOf(output, target, rowScale, [](double e) { return 2.0 * e; });
        case Kind::Absolute:
            return slopeOf(output, target, rowScale, sign);
        case Kind::Huber:
            break;
    }
    return slopeOf(output, target, rowScale, [delta](double e) { return std::abs(e) <= delta ? e : delta * sign(e); });
}

void RegressionLoss::check(const Tensor& output, const Tensor& target) const {
    checkSameShape(*this, output, target);
}

}  // namespace engine
