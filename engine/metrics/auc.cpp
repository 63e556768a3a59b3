// Counts in buckets between the thresholds, and the area from the counts.
#include "engine/metrics/auc.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/core/error.h"
#include "engine/metrics/rows.h"

namespace engine {

std::vector<double> Auc::evenThresholds(Index count) {
    std::vector<double> thresholds;
    for (Index i = 1; i + 1 < count; ++i) thresholds.push_back(static_cast<double>(i) / static_cast<double>(count - 1));
    return thresholds;
}

Auc::Auc(Options options) : m_options(std::move(options)) {
    for (const double threshold : m_options.thresholds) m_thresholds.push_back(static_cast<Scalar>(threshold));
    m_count =
        m_thresholds.size() + 2;  // what lies at 0 or below exceeds the first of Keras's thresholds, nothing the last
    reset();
}

void Auc::reset() {
    m_buckets.assign(2 * m_count * static_cast<std::size_t>(m_options.labels), 0.0);
}

void Auc::update(const Tensor& output, const Tensor& target, const std::vector<double>& sampleWeights) {
    const CountedRows rows = countedRows(output, target, sampleWeights, m_options.name);
    const Index columns = output.values.cols();
    const auto weights = static_cast<Index>(m_options.labelWeights.size());
    if ((m_options.labels > 1 && columns != m_options.labels) || (weights > 0 && columns != weights))
        throw Error(m_options.name + ": expected outputs of " +
                    std::to_string(m_options.labels > 1 ? m_options.labels : weights) + " labels, got " +
                    std::to_string(columns));
    for (Index row = 0; row < output.values.rows(); ++row) {
        for (Index column = 0; column < columns; ++column) {
            Scalar p = output.values(row, column);
            if (!std::isfinite(p)) throw Error(m_options.name + ": expected finite outputs");
            if (m_options.fromLogits) p = Scalar(1) / (Scalar(1) + std::exp(-p));
            const std::size_t bucket = bucketOf(p);
            const bool truth = rows.target.values(row, column) != 0;
            const std::size_t label = m_options.labels > 1 ? static_cast<std::size_t>(column) : 0;
            double weight = rows.weight(row);
            if (m_options.labels == 1 && weights > 0)
                weight *= m_options.labelWeights[static_cast<std::size_t>(column)];
            m_buckets[(2 * label + (truth ? 0 : 1)) * m_count + bucket] += weight;
        }
    }
}

// The number of thresholds below p; at threshold i all from bucket i on are taken for positive.
std::size_t Auc::bucketOf(Scalar p) const {
    if (!m_options.even)
        return static_cast<std::size_t>(std::lower_bound(m_thresholds.begin(), m_thresholds.end(), p) -
                                        m_thresholds.begin());
    const Scalar place = std::ceil(std::clamp(p, Scalar(0), Scalar(1)) * static_cast<Scalar>(m_count - 1)) - 1;
    return static_cast<std::size_t>(std::max(Scalar(0), place));
}

double Auc::result() const {
    double sum = 0.0, weights = 0.0;
    for (std::size_t label = 0; label < static_cast<std::size_t>(m_options.labels); ++label) {
        const double weight =
            m_options.labels > 1 && !m_options.labelWeights.empty() ? m_options.labelWeights[label] : 1.0;
        sum += weight * area(label);
        weights += weight;
    }
    return share(sum, weights);
}

// Of true positives against false positives, or of precision against recall.
double Auc::area(std::size_t label) const {
    const auto of = [&](std::size_t side) {
        const auto first = m_buckets.begin() + static_cast<std::ptrdiff_t>((2 * label + side) * m_count);
        std::vector<double> above(first, first + static_cast<std::ptrdiff_t>(m_count));
        std::partial_sum(above.rbegin(), above.rend(), above.rbegin());
        return above;
    };
    const std::vector<double> hits = of(0), alarms = of(1);
    const double positives = hits.front(), negatives = alarms.front();
    double sum = 0.0;
    for (std::size_t i = 0; i + 1 < m_count; ++i) {
        const double found = hits[i] + alarms[i], foundNext = hits[i + 1] + alarms[i + 1];
        if (m_options.precisionRecall && m_options.summation == Summation::Interpolation) {
            const double slope = share(hits[i] - hits[i + 1], std::max(found - foundNext, 0.0));
            const double intercept = hits[i + 1] - slope * foundNext;
            const double ratio = found > 0.0 && foundNext > 0.0 ? found / foundNext : 1.0;
            sum += share(slope * (hits[i] - hits[i + 1] + intercept * std::log(ratio)), positives);
            continue;
        }
        const double recall = share(hits[i], positives), recallNext = share(hits[i + 1], positives);
        const double width = m_options.precisionRecall ? recall - recallNext
                                                       : share(alarms[i], negatives) - share(alarms[i + 1], negatives);
        const double y = m_options.precisionRecall ? share(hits[i], found) : recall;
        const double yNext = m_options.precisionRecall ? share(hits[i + 1], foundNext) : recallNext;
        const double height = m_options.summation == Summation::Minoring   ? std::min(y, yNext)
                              : m_options.summation == Summation::Majoring ? std::max(y, yNext)
                                                                           : (y + yNext) / 2.0;
        sum += width * height;
    }
    return sum;
}

void Auc::restore(const std::vector<double>& state) {
    checkMetricState(state, m_buckets.size(), m_options.name);
    m_buckets = state;
}

}  // namespace engine
