// SpatialDropout1D: a factor a sample and feature.
#include "engine/layers/noise/spatialdropout1d.h"

#include <utility>

#include "engine/core/random.h"

namespace engine {

namespace {

struct SpatialDropoutCache : Cache {
    Matrix scale;  // [batch x features], 0 or 1/(1-rate); empty: nothing is dropped
};

void scaleSteps(Tensor& tensor, const Matrix& scale) {
    for (Index t = 0; t < tensor.steps && scale.size() > 0; ++t) tensor.step(t).array() *= scale.array();
}

}  // namespace

SpatialDropout1D::SpatialDropout1D(std::string name, SpatialDropout1DOptions options)
    : SameShape(std::move(name)), m_options(options) {
    if (!(options.rate >= 0.0 && options.rate < 1.0))
        throw Error(this->name() + ": expected a rate from 0 to below 1, got " + std::to_string(options.rate));
}

std::vector<Shape> SpatialDropout1D::outputShapes(const std::vector<Shape>& inputs) const {
    checkSequence(*this, onlyInput(*this, inputs));
    return {inputs.front()};
}

std::vector<Tensor> SpatialDropout1D::forward(const std::vector<Tensor>& inputs, Call& call) const {
    auto cache = std::make_unique<SpatialDropoutCache>();
    Tensor y = inputs.front();
    if (call.training && m_options.rate > 0.0) {
        const Random random(call.dropoutSeed);
        cache->scale.resize(y.batch, y.features());
        for (Index b = 0; b < y.batch; ++b) {
            Random own = random.stream(static_cast<std::uint64_t>(call.firstSample + b));
            for (Index f = 0; f < y.features(); ++f)
                cache->scale(b, f) =
                    own.uniform() < m_options.rate ? Scalar(0) : static_cast<Scalar>(1.0 / (1.0 - m_options.rate));
        }
        scaleSteps(y, cache->scale);
    }
    call.cache = std::move(cache);
    return moved(std::move(y));
}

std::vector<Tensor> SpatialDropout1D::backward(const std::vector<Tensor>& outputGradients, Call& call) const {
    Tensor dx = outputGradients.front();
    scaleSteps(dx, cacheOf<SpatialDropoutCache>(call).scale);
    return moved(std::move(dx));
}

}  // namespace engine
