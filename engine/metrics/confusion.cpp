// Counting positives, and what is made of the counts.
#include "engine/metrics/confusion.h"

#include <algorithm>
#include <cmath>

#include "engine/core/error.h"
#include "engine/metrics/rows.h"

namespace engine {

namespace {

constexpr double kEpsilon = 1e-7;

/// Whether fewer than k numbers of the row are larger, or as large and before it.
bool amongTop(const Matrix& output, Index row, Index column, Index k) {
    Index before = 0;
    for (Index other = 0; other < output.cols(); ++other) {
        const bool larger = output(row, other) > output(row, column);
        if (larger || (output(row, other) == output(row, column) && other < column)) ++before;
    }
    return before < k;
}

}  // namespace

void PrecisionOrRecall::update(const Tensor& output, const Tensor& target, const std::vector<double>& sampleWeights) {
    const CountedRows rows = countedRows(output, target, sampleWeights, m_options.name);
    const Index columns = output.values.cols();
    if (m_options.classId && *m_options.classId >= columns)
        throw Error(m_options.name + ": expected a class from 0 to " + std::to_string(columns - 1) + ", got " +
                    std::to_string(*m_options.classId));
    const Index first = m_options.classId.value_or(0);
    const Index end = m_options.classId ? first + 1 : columns;
    const auto threshold = static_cast<Scalar>(m_options.threshold);
    for (Index row = 0; row < output.values.rows(); ++row) {
        for (Index column = first; column < end; ++column) {
            const bool positive = output.values(row, column) > threshold &&
                                  (!m_options.topK || amongTop(output.values, row, column, *m_options.topK));
            const bool truth = rows.target.values(row, column) != 0;
            if (positive && truth) m_hits += rows.weight(row);
            if (m_options.recall ? truth && !positive : positive && !truth) m_others += rows.weight(row);
        }
    }
}

void PrecisionOrRecall::restore(const std::vector<double>& state) {
    checkMetricState(state, 2, m_options.name);
    m_hits = state[0];
    m_others = state[1];
}

F1Score::F1Score(std::string name, Average average, std::optional<double> threshold, Index classes)
    : m_name(std::move(name)), m_average(average), m_threshold(threshold), m_classes(classes) {
    if (average == Average::None && classes > 1)
        throw Error("metric \"" + m_name + "\": expected average=micro, macro or weighted for " +
                    std::to_string(classes) + " classes");
    reset();
}

void F1Score::reset() {
    m_counts.assign(static_cast<std::size_t>(4 * m_classes), 0.0);
}

void F1Score::update(const Tensor& output, const Tensor& target, const std::vector<double>& sampleWeights) {
    const CountedRows rows = countedRows(output, target, sampleWeights, m_name);
    for (Index row = 0; row < output.values.rows(); ++row) {
        const Scalar largest = output.values.row(row).maxCoeff();
        for (Index column = 0; column < m_classes; ++column) {
            const Scalar value = output.values(row, column);
            const bool positive = m_threshold ? value > static_cast<Scalar>(*m_threshold)
                                              : value >= largest && std::abs(value) > static_cast<Scalar>(1e-9);
            const double truth = rows.target.values(row, column);
            const double weight = rows.weight(row);
            double* counts = m_counts.data() + 4 * column;
            counts[0] += positive ? weight * truth : 0.0;
            counts[1] += positive ? weight * (1.0 - truth) : 0.0;
            counts[2] += positive ? 0.0 : weight * truth;
            counts[3] += weight * truth;
        }
    }
}

double F1Score::result() const {
    const auto f1 = [](double hits, double falsePositives, double falseNegatives) {
        const double precision = hits / (hits + falsePositives + kEpsilon);
        const double recall = hits / (hits + falseNegatives + kEpsilon);
        return 2.0 * precision * recall / (precision + recall + kEpsilon);
    };
    double sums[4] = {};
    for (std::size_t i = 0; i < m_counts.size(); ++i) sums[i % 4] += m_counts[i];
    if (m_average == Average::Micro) return f1(sums[0], sums[1], sums[2]);
    double total = 0.0;
    for (Index column = 0; column < m_classes; ++column) {
        const double* counts = m_counts.data() + 4 * column;
        const double weight =
            m_average == Average::Weighted ? counts[3] / (sums[3] + kEpsilon) : 1.0 / static_cast<double>(m_classes);
        total += weight * f1(counts[0], counts[1], counts[2]);
    }
    return total;
}

void F1Score::restore(const std::vector<double>& state) {
    checkMetricState(state, m_counts.size(), m_name);
    m_counts = state;
}

}  // namespace engine
