// The three cross-entropies, from probabilities and from logits, as Keras computes them on TensorFlow.
#include "engine/losses/crossentropy.h"

#include <algorithm>
#include <cmath>
#include <sstream>

#include "engine/core/error.h"
#include "engine/losses/regression.h"

namespace engine {

namespace {

/// Keras's epsilon, and where it ends above: 1 - 1e-7 rounded to Scalar, as TensorFlow rounds it.
const Scalar kLowest = static_cast<Scalar>(1e-7);
const Scalar kHighest = static_cast<Scalar>(1.0 - 1e-7);

Scalar clipped(Scalar p) {
    return std::clamp(p, kLowest, kHighest);
}

/// The slope of a clipped value: 1 inside, both ends included, 0 outside.
bool passes(Scalar p) {
    return p >= kLowest && p <= kHighest;
}

/// log(sum(exp z)) of a row, without overflow.
template <typename Row>
double logSumExp(const Row& z) {
    const double highest = static_cast<double>(z.maxCoeff());
    double sum = 0.0;
    for (Index k = 0; k < z.size(); ++k) sum += std::exp(static_cast<double>(z(k)) - highest);
    return highest + std::log(sum);
}

double sigmoid(double z) {
    return z >= 0.0 ? 1.0 / (1.0 + std::exp(-z)) : std::exp(z) / (1.0 + std::exp(z));
}

template <typename Row>
double sumOf(const Row& values) {
    double sum = 0.0;
    for (Index k = 0; k < values.size(); ++k) sum += static_cast<double>(values(k));
    return sum;
}

/// Also with from_logits set: Keras then takes what the activation was given all the same.
template <typename CrossEntropy>
std::shared_ptr<const Loss> withLogits(CrossEntropyOptions options) {
    options.fromLogits = true;
    return std::make_shared<CrossEntropy>(options);
}

}  // namespace

std::string CrossEntropyOptions::text(const std::string& name) const {
    std::ostringstream arguments;
    arguments.precision(17);
    if (fromLogits) arguments << "from_logits=true";
    if (labelSmoothing != 0.0) arguments << (fromLogits ? "," : "") << "label_smoothing=" << labelSmoothing;
    return arguments.str().empty() ? name : name + "(" + arguments.str() + ")";
}

std::shared_ptr<const Loss> BinaryCrossEntropy::onLogits() const {
    return withLogits<BinaryCrossEntropy>(m_options);
}
std::shared_ptr<const Loss> CategoricalCrossEntropy::onLogits() const {
    return withLogits<CategoricalCrossEntropy>(m_options);
}
std::shared_ptr<const Loss> SparseCategoricalCrossEntropy::onLogits() const {
    return withLogits<SparseCategoricalCrossEntropy>(m_options);
}

double BinaryCrossEntropy::smoothed(double target) const {
    return target * (1.0 - m_options.labelSmoothing) + 0.5 * m_options.labelSmoothing;
}

std::vector<double> BinaryCrossEntropy::rows(const Matrix& output, const Matrix& target) const {
    std::vector<double> result(static_cast<std::size_t>(output.rows()));
    for (Index row = 0; row < output.rows(); ++row) {
        double sum = 0.0;
        for (Index k = 0; k < output.cols(); ++k) {
            const double y = smoothed(target(row, k));
            if (m_options.fromLogits) {
                const double z = output(row, k);
                sum += std::max(z, 0.0) - z * y + std::log1p(std::exp(-std::abs(z)));
            } else {
                const Scalar p = clipped(output(row, k));
                sum -= y * std::log(static_cast<double>(p)) + (1.0 - y) * std::log(static_cast<double>(Scalar(1) - p));
            }
        }
        result[static_cast<std::size_t>(row)] = sum / static_cast<double>(output.cols());
    }
    return result;
}

Matrix BinaryCrossEntropy::gradient(const Matrix& output, const Matrix& target,
                                    const std::vector<double>& rowScale) const {
    Matrix result = Matrix::Zero(output.rows(), output.cols());
    for (Index row = 0; row < output.rows(); ++row) {
        const double scale = rowScale[static_cast<std::size_t>(row)] / static_cast<double>(output.cols());
        if (scale == 0.0) continue;
        for (Index k = 0; k < output.cols(); ++k) {
            const double y = smoothed(target(row, k));
            double slope = 0.0;
            if (m_options.fromLogits) {
                slope = sigmoid(output(row, k)) - y;
            } else if (passes(output(row, k))) {
                const Scalar p = output(row, k);
                slope = (1.0 - y) / static_cast<double>(Scalar(1) - p) - y / static_cast<double>(p);
            } else if (std::isnan(output(row, k))) {
                slope = output(row, k);
            }
            result(row, k) = static_cast<Scalar>(scale * slope);
        }
    }
    return result;
}

void BinaryCrossEntropy::check(const Tensor& output, const Tensor& target) const {
    checkSameShape(*this, output, target);
}

double CategoricalCrossEntropy::smoothed(double target, Index classes) const {
    return target * (1.0 - m_options.labelSmoothing) + m_options.labelSmoothing / static_cast<double>(classes);
}

std::vector<double> CategoricalCrossEntropy::rows(const Matrix& output, const Matrix& target) const {
    std::vector<double> result(static_cast<std::size_t>(output.rows()), 0.0);
    for (Index row = 0; row < output.rows(); ++row) {
        const auto z = output.row(row);
        const double total = m_options.fromLogits ? logSumExp(z) : sumOf(z);
        double sum = 0.0;
        for (Index k = 0; k < output.cols(); ++k) {
            const double y = smoothed(target(row, k), output.cols());
            const double logP = m_options.fromLogits
                                    ? z(k) - total
                                    : std::log(static_cast<double>(clipped(static_cast<Scalar>(z(k) / total))));
            sum -= y * logP;
        }
        result[static_cast<std::size_t>(row)] = sum;
    }
    return result;
}

Matrix CategoricalCrossEntropy::gradient(const Matrix& output, const Matrix& target,
                                         const std::vector<double>& rowScale) const {
    Matrix result = Matrix::Zero(output.rows(), output.cols());
    const Index classes = output.cols();
    for (Index row = 0; row < output.rows(); ++row) {
        const double scale = rowScale[static_cast<std::size_t>(row)];
        if (scale == 0.0) continue;
        const auto z = output.row(row);
        if (m_options.fromLogits) {
            // TensorFlow's own slope is softmax - y, right for targets that sum to 1.
            const double total = logSumExp(z);
            for (Index k = 0; k < classes; ++k)
                result(row, k) =
                    static_cast<Scalar>(scale * (std::exp(z(k) - total) - smoothed(target(row, k), classes)));
            continue;
        }
        // q = p / sum(p): with d_k = dL/dq_k = -y_k / q_k inside the clip, dL/dp_k = (d_k - sum_j d_j q_j) / sum(p).
        const double total = sumOf(z);
        double common = 0.0;
        for (Index k = 0; k < classes; ++k) {
            if (passes(static_cast<Scalar>(z(k) / total))) common -= smoothed(target(row, k), classes);
        }
        for (Index k = 0; k < classes; ++k) {
            const double q = z(k) / total;
            const double slope = passes(static_cast<Scalar>(q)) ? -smoothed(target(row, k), classes) / q : 0.0;
            result(row, k) = static_cast<Scalar>(scale * (slope - common) / total);
        }
    }
    return result;
}

void CategoricalCrossEntropy::check(const Tensor& output, const Tensor& target) const {
    checkSameShape(*this, output, target);
}

std::vector<double> SparseCategoricalCrossEntropy::rows(const Matrix& output, const Matrix& target) const {
    std::vector<double> result(static_cast<std::size_t>(output.rows()));
    for (Index row = 0; row < output.rows(); ++row) {
        const auto label = static_cast<Index>(target(row, 0));
        if (m_options.fromLogits) {
            result[static_cast<std::size_t>(row)] = logSumExp(output.row(row)) - output(row, label);
            continue;
        }
        double total = 0.0;
        for (Index k = 0; k < output.cols(); ++k) total += static_cast<double>(clipped(output(row, k)));
        result[static_cast<std::size_t>(row)] =
            std::log(total) - std::log(static_cast<double>(clipped(output(row, label))));
    }
    return result;
}

Matrix SparseCategoricalCrossEntropy::gradient(const Matrix& output, const Matrix& target,
                                               const std::vector<double>& rowScale) const {
    Matrix result = Matrix::Zero(output.rows(), output.cols());
    for (Index row = 0; row < output.rows(); ++row) {
        const double scale = rowScale[static_cast<std::size_t>(row)];
        if (scale == 0.0) continue;
        const auto label = static_cast<Index>(target(row, 0));
        if (m_options.fromLogits) {
            const double total = logSumExp(output.row(row));
            for (Index k = 0; k < output.cols(); ++k)
                result(row, k) =
                    static_cast<Scalar>(scale * (std::exp(output(row, k) - total) - (k == label ? 1.0 : 0.0)));
            continue;
        }
        double total = 0.0;
        for (Index k = 0; k < output.cols(); ++k) total += static_cast<double>(clipped(output(row, k)));
        for (Index k = 0; k < output.cols(); ++k) {
            if (!passes(output(row, k))) continue;
            const double slope = 1.0 / total - (k == label ? 1.0 / static_cast<double>(output(row, k)) : 0.0);
            result(row, k) = static_cast<Scalar>(scale * slope);
        }
    }
    return result;
}

void SparseCategoricalCrossEntropy::check(const Tensor& output, const Tensor& target) const {
    if (target.values.rows() != output.values.rows() || target.values.cols() != 1) {
        const Shape wanted{output.sequence, output.steps, 1};
        throw Error(name() + ": expected class numbers of shape " + wanted.text() + ", got " + target.shape().text());
    }
    for (Index row = 0; row < target.values.rows(); ++row) {
        const Scalar label = target.values(row, 0);
        const bool whole = label == std::floor(label);
        if (!whole || label < 0 || label >= static_cast<Scalar>(output.features())) {
            const std::string text = whole ? std::to_string(static_cast<long long>(label)) : std::to_string(label);
            throw Error(name() + ": expected a class from 0 to " + std::to_string(output.features() - 1) + ", got " +
                        text + " (sample " + std::to_string(row % output.batch) +
                        (output.sequence ? ", step " + std::to_string(row / output.batch) : "") + " of the batch)");
        }
    }
}

}  // namespace engine
