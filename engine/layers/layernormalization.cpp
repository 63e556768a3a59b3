// LayerNormalization: each row to mean 0 and variance 1.
#include "engine/layers/layernormalization.h"

#include <cmath>
#include <utility>

#include "engine/core/initializers.h"
#include "engine/layers/check.h"

namespace engine {

namespace {

struct LayerNormalizationCache : Cache {
    Matrix normal;                // (x - mean) / deviation, [rows x features]
    std::vector<Scalar> inverse;  // 1 / deviation, by row
};

}  // namespace

LayerNormalization::LayerNormalization(std::string name, LayerNormalizationOptions options)
    : Layer(std::move(name)), m_options(std::move(options)) {
    if (!(m_options.epsilon > 0.0)) {
        throw Error(this->name() + ": expected an epsilon above 0, got " + std::to_string(m_options.epsilon));
    }
    checkInitializer(m_options.betaInitializer, this->name());
    checkInitializer(m_options.gammaInitializer, this->name());
}

std::vector<Shape> LayerNormalization::outputShapes(const std::vector<Shape>& inputs) const {
    const Shape& input = onlyInput(*this, inputs);
    checkFeatures(*this, input, built() ? m_gamma.columns() : kVariable);
    return {input};
}

void LayerNormalization::build(const std::vector<Shape>& inputs) {
    if (built()) return;
    const Index features = onlyInput(*this, inputs).features;
    m_gamma = {.path = "gamma",
               .shape = {features},
               .initializer = m_options.gammaInitializer,
               .regularizer = m_options.gammaRegularizer,
               .constraint = m_options.gammaConstraint};
    m_beta = {.path = "beta",
              .shape = {features},
              .initializer = m_options.betaInitializer,
              .regularizer = m_options.betaRegularizer,
              .constraint = m_options.betaConstraint};
    markBuilt();
}

std::vector<Parameter*> LayerNormalization::parameters() {
    std::vector<Parameter*> own;
    if (built() && m_options.scale) own.push_back(&m_gamma);
    if (built() && m_options.center) own.push_back(&m_beta);
    return own;
}

std::vector<Tensor> LayerNormalization::forward(const std::vector<Tensor>& inputs, Call& call) const {
    auto cache = std::make_unique<LayerNormalizationCache>();
    Tensor y = inputs.front();
    for (Index r = 0; r < y.values.rows(); ++r) {
        auto row = y.values.row(r).array();
        row -= row.mean();
        cache->inverse.push_back(Scalar(1) / std::sqrt(row.square().mean() + static_cast<Scalar>(m_options.epsilon)));
        row *= cache->inverse.back();
    }
    cache->normal = y.values;
    if (m_options.scale) y.values.array().rowwise() *= valueOf(call, m_gamma).row(0).array();
    if (m_options.center) y.values.rowwise() += valueOf(call, m_beta).row(0);
    call.cache = std::move(cache);
    return moved(std::move(y));
}

// With n the normalised row and g = dy gamma: dx = (g - mean(g) - n mean(g n)) / deviation.
std::vector<Tensor> LayerNormalization::backward(const std::vector<Tensor>& outputGradients, Call& call) const {
    const auto& cache = cacheOf<LayerNormalizationCache>(call);
    Tensor dx = outputGradients.front();
    if (m_options.scale) {
        gradientOf(call, m_gamma).row(0) += dx.values.cwiseProduct(cache.normal).colwise().sum();
    }
    if (m_options.center) gradientOf(call, m_beta).row(0) += dx.values.colwise().sum();
    if (!call.wantsInputGradients) return std::vector<Tensor>(1);
    if (m_options.scale) dx.values.array().rowwise() *= valueOf(call, m_gamma).row(0).array();
    for (Index r = 0; r < dx.values.rows(); ++r) {
        auto g = dx.values.row(r).array();
        const auto n = cache.normal.row(r).array();
        const Scalar mean = g.mean(), slope = (g * n).mean();
        g = (g - mean - n * slope) * cache.inverse[static_cast<std::size_t>(r)];
    }
    return moved(std::move(dx));
}

}  // namespace engine
