// BatchNormalization, in training and at inference.
#include "engine/layers/batchnormalization.h"

#include <cmath>
#include <utility>

#include "engine/core/initializers.h"
#include "engine/layers/check.h"

namespace engine {

namespace {

using Row = Eigen::Matrix<Scalar, 1, Eigen::Dynamic>;
// A row of rank 4 holds several places of the same channels: each is a row of its own here.
using Rows = Eigen::Map<Matrix>;

struct BatchNormalizationCache : Cache {
    Matrix centred;               // x - mean, [rows x channels]
    Row mean, variance, inverse;  // inverse: 1 / sqrt(variance + epsilon)
    std::vector<bool> counts;     // by row; empty: all do
    Scalar count = 0;             // what the sums were divided by
    bool ofBatch = false;
};

}  // namespace

BatchNormalization::BatchNormalization(std::string name, BatchNormalizationOptions options)
    : Layer(std::move(name)), m_options(std::move(options)) {
    if (!(m_options.epsilon >= 0.0) || !(m_options.momentum >= 0.0 && m_options.momentum <= 1.0))
        throw Error(this->name() + ": expected an epsilon of 0 or more and a momentum from 0 to 1");
    for (const Initializer* own : {&m_options.betaInitializer, &m_options.gammaInitializer,
                                   &m_options.movingMeanInitializer, &m_options.movingVarianceInitializer})
        checkInitializer(*own, this->name());
}

std::vector<Shape> BatchNormalization::outputShapes(const std::vector<Shape>& inputs) const {
    const Shape& input = onlyInput(*this, inputs);
    checkFeatures(*this, input, kVariable);
    if (m_options.axis != -1 && m_options.axis != (input.width > 0 ? 3 : input.sequence ? 2 : 1))
        throw Error(name() + ": axis " + std::to_string(m_options.axis) + " of shape " + input.text() +
                    " is not supported, expected the last one");
    if (built() && input.channels() != m_movingMean.columns())
        throw Error(name() + ": expected " + std::to_string(m_movingMean.columns()) + " input features, got " +
                    std::to_string(input.channels()));
    return {input};
}

void BatchNormalization::build(const std::vector<Shape>& inputs) {
    if (built()) return;
    const std::vector<Index> shape{onlyInput(*this, inputs).channels()};
    m_gamma = {.path = "gamma",
               .shape = shape,
               .initializer = m_options.gammaInitializer,
               .regularizer = m_options.gammaRegularizer,
               .constraint = m_options.gammaConstraint};
    m_beta = {.path = "beta",
              .shape = shape,
              .initializer = m_options.betaInitializer,
              .regularizer = m_options.betaRegularizer,
              .constraint = m_options.betaConstraint};
    m_movingMean = {.path = "moving_mean", .shape = shape, .initializer = m_options.movingMeanInitializer};
    m_movingVariance = {.path = "moving_variance", .shape = shape, .initializer = m_options.movingVarianceInitializer};
    for (Parameter* own : {&m_movingMean, &m_movingVariance}) {
        own->trainable = false;
        own->isStatistic = true;
    }
    markBuilt();
}

std::vector<Parameter*> BatchNormalization::parameters() {
    std::vector<Parameter*> own;
    if (built() && m_options.scale) own.push_back(&m_gamma);
    if (built() && m_options.center) own.push_back(&m_beta);
    if (built()) own.insert(own.end(), {&m_movingMean, &m_movingVariance});
    return own;
}

std::vector<Tensor> BatchNormalization::forward(const std::vector<Tensor>& inputs, Call& call) const {
    auto cache = std::make_unique<BatchNormalizationCache>();
    Tensor y = inputs.front();
    y.logits = nullptr;
    const Index channels = m_movingMean.columns();
    Rows rows(y.values.data(), y.values.size() / channels, channels);
    cache->ofBatch = call.training && m_movingMean.isStatistic;
    if (cache->ofBatch) {
        cache->count = static_cast<Scalar>(rows.rows());
        if (y.mask) {
            const Index places = rows.rows() / y.values.rows();
            cache->counts.resize(static_cast<std::size_t>(rows.rows()));
            Index counted = 0;
            for (Index r = 0; r < rows.rows(); ++r)
                counted += cache->counts[static_cast<std::size_t>(r)] = (*y.mask)[static_cast<std::size_t>(r / places)];
            cache->count = static_cast<Scalar>(counted) + Scalar(1e-7);  // Keras's epsilon
        }
        const auto counts = [&](Index r) {
            return cache->counts.empty() || cache->counts[static_cast<std::size_t>(r)];
        };
        cache->mean = Row::Zero(channels);
        cache->variance = Row::Zero(channels);
        for (Index r = 0; r < rows.rows(); ++r)
            if (counts(r)) cache->mean += rows.row(r);
        cache->mean /= cache->count;
        rows.rowwise() -= cache->mean;
        for (Index r = 0; r < rows.rows(); ++r)
            if (counts(r)) cache->variance += rows.row(r).cwiseAbs2();
        cache->variance /= cache->count;
    } else {
        cache->mean = valueOf(call, m_movingMean).row(0);
        cache->variance = valueOf(call, m_movingVariance).row(0);
        rows.rowwise() -= cache->mean;
    }
    cache->inverse = (cache->variance.array() + static_cast<Scalar>(m_options.epsilon)).rsqrt();
    cache->centred = rows;
    Row factor = cache->inverse;
    if (m_options.scale) factor.array() *= valueOf(call, m_gamma).row(0).array();
    rows.array().rowwise() *= factor.array();
    if (m_options.center) rows.rowwise() += valueOf(call, m_beta).row(0);
    call.cache = std::move(cache);
    return moved(std::move(y));
}

// With g = dy gamma, s = 1/sqrt(variance + epsilon), c = x - mean, n rows that count:
// dVariance = -s^3/2 sum(g c); dMean = -s sum(g); of a batch's own: dx = g s + 2 c dVariance / n + dMean' / n, where
// dMean' = dMean - 2 dVariance sum(c) / n, the last sum over the rows that count (0 but for Keras's epsilon).
std::vector<Tensor> BatchNormalization::backward(const std::vector<Tensor>& outputGradients, Call& call) const {
    const auto& cache = cacheOf<BatchNormalizationCache>(call);
    Tensor dx = outputGradients.front();
    const Index channels = m_movingMean.columns();
    Rows g(dx.values.data(), dx.values.size() / channels, channels);
    const Matrix& c = cache.centred;
    const Row& s = cache.inverse;
    if (m_options.scale)
        gradientOf(call, m_gamma).row(0).array() += g.cwiseProduct(c).colwise().sum().array() * s.array();
    if (m_options.center) gradientOf(call, m_beta).row(0) += g.colwise().sum();
    if (m_options.scale) g.array().rowwise() *= valueOf(call, m_gamma).row(0).array();
    const Row ofVariance = Scalar(-0.5) * g.cwiseProduct(c).colwise().sum().array() * s.array().cube();
    Row ofMean = -g.colwise().sum().array() * s.array();
    g.array().rowwise() *= s.array();
    if (!cache.ofBatch) {
        gradientOf(call, m_movingMean).row(0) += ofMean;
        gradientOf(call, m_movingVariance).row(0) += ofVariance;
        return moved(std::move(dx));
    }
    const auto counts = [&](Index r) { return cache.counts.empty() || cache.counts[static_cast<std::size_t>(r)]; };
    Row rest = Row::Zero(channels);
    for (Index r = 0; r < c.rows(); ++r)
        if (counts(r)) rest += c.row(r);
    ofMean.array() -= Scalar(2) * ofVariance.array() * rest.array() / cache.count;
    for (Index r = 0; r < c.rows(); ++r)
        if (counts(r))
            g.row(r).array() += (Scalar(2) * c.row(r).array() * ofVariance.array() + ofMean.array()) / cache.count;
    const auto share = static_cast<Scalar>(1.0 - m_options.momentum);
    gradientOf(call, m_movingMean).row(0) += share * (cache.mean - valueOf(call, m_movingMean).row(0));
    gradientOf(call, m_movingVariance).row(0) += share * (cache.variance - valueOf(call, m_movingVariance).row(0));
    return moved(std::move(dx));
}

}  // namespace engine
