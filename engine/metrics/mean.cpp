// Means over rows, and the accuracies of a row.
#include "engine/metrics/mean.h"

#include <cmath>

#include "engine/core/error.h"

namespace engine {

void MeanMetric::reset() {
    m_total = m_count = 0.0;
}

void MeanMetric::update(const Tensor& output, const Tensor& target, const std::vector<double>& sampleWeights) {
    const Tensor aligned = alignTarget(output, target, m_options.sparse, m_options.name);
    m_options.loss->check(output, aligned);
    std::shared_ptr<const Loss> onLogits;
    if (!m_rows && output.logits) onLogits = m_options.loss->onLogits();
    std::vector<double> values;
    if (m_rows) {
        values = m_rows(output.values, aligned.values);
    } else if (onLogits) {
        values = onLogits->rows(*output.logits, aligned.values);
    } else {
        values = m_options.loss->rows(output.values, aligned.values);
    }
    double divisor = 0.0;
    std::vector<double> weights;
    if (m_options.usesMask) {
        weights = rowWeights(output, sampleWeights, divisor);
    } else {
        Tensor unmasked;
        unmasked.values = output.values;
        unmasked.batch = output.batch;
        weights = rowWeights(unmasked, sampleWeights, divisor);
    }
    // Keras means over the steps of a sample first; batches of other lengths then weigh the same a sample.
    const double steps = static_cast<double>(output.values.rows()) / static_cast<double>(output.batch);
    double total = 0.0, count = 0.0;
    for (std::size_t row = 0; row < values.size(); ++row) {
        const double weight = weights.empty() ? 1.0 : weights[row];
        if (weight == 0.0) continue;
        total += weight * values[row];
        count += weight;
    }
    m_total += total / steps;
    m_count += count / steps;
}

double MeanMetric::result() const {
    const double mean = m_count == 0.0 ? 0.0 : m_total / m_count;
    if (m_options.finish == Finish::Root) return std::sqrt(mean);
    if (m_options.finish == Finish::Exponential) return std::exp(mean);
    return mean;
}

void MeanMetric::restore(const std::vector<double>& state) {
    if (state.size() != 2)
        throw Error(m_options.name + ": expected a state of 2 numbers, got " + std::to_string(state.size()));
    m_total = state[0];
    m_count = state[1];
}

Index argMax(const Matrix& matrix, Index row) {
    Index best = 0;
    for (Index column = 1; column < matrix.cols(); ++column) {
        if (matrix(row, column) > matrix(row, best)) best = column;
    }
    return best;
}

std::vector<double> binaryAccuracy(const Matrix& output, const Matrix& target, double threshold) {
    std::vector<double> result(static_cast<std::size_t>(output.rows()));
    const auto limit = static_cast<Scalar>(threshold);
    for (Index row = 0; row < output.rows(); ++row) {
        int right = 0;
        for (Index k = 0; k < output.cols(); ++k) {
            if (target(row, k) == static_cast<Scalar>(output(row, k) > limit)) ++right;
        }
        result[static_cast<std::size_t>(row)] = static_cast<double>(right) / static_cast<double>(output.cols());
    }
    return result;
}

std::vector<double> topKAccuracy(const Matrix& output, const Matrix& target, bool sparse, Index k) {
    std::vector<double> result(static_cast<std::size_t>(output.rows()), 0.0);
    for (Index row = 0; row < output.rows(); ++row) {
        const Index label = sparse ? static_cast<Index>(target(row, 0)) : argMax(target, row);
        const Scalar value = output(row, label);
        if (!std::isfinite(value)) continue;
        Index larger = 0;
        for (Index column = 0; column < output.cols(); ++column)
            larger += static_cast<Index>(output(row, column) > value);
        if (larger < k) result[static_cast<std::size_t>(row)] = 1.0;
    }
    return result;
}

std::vector<double> classAccuracy(const Matrix& output, const Matrix& target, bool sparse) {
    std::vector<double> result(static_cast<std::size_t>(output.rows()));
    for (Index row = 0; row < output.rows(); ++row) {
        const Index label = sparse ? static_cast<Index>(target(row, 0)) : argMax(target, row);
        result[static_cast<std::size_t>(row)] = argMax(output, row) == label ? 1.0 : 0.0;
    }
    return result;
}

}  // namespace engine
