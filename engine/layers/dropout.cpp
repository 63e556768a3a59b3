// Dropout: a mask told by seed, sample and place.
#include "engine/layers/dropout.h"

#include <utility>

#include "engine/core/random.h"
#include "engine/layers/check.h"

namespace engine {

namespace {

struct DropoutCache : Cache {
    Matrix scale;  // 0 or 1/(1-rate); empty: nothing is dropped
};

// Each sample draws from its own stream, step by step, so its mask is the same in any shard.
Matrix drawScale(const Tensor& x, double rate, const Call& call) {
    Matrix scale(x.values.rows(), x.values.cols());
    const Random random(call.dropoutSeed);
    const auto kept = static_cast<Scalar>(rate < 1.0 ? 1.0 / (1.0 - rate) : 0.0);
    const auto threshold = static_cast<std::uint64_t>(rate * 0x1p32);  // out of 2^32
    for (Index b = 0; b < x.batch; ++b) {
        Random own = random.stream(static_cast<std::uint64_t>(call.firstSample + b));
        for (Index t = 0; t < x.steps; ++t) {
            Scalar* row = scale.row(t * x.batch + b).data();
            for (Index c = 0; c < scale.cols(); ++c) row[c] = own.next() >= threshold ? kept : Scalar(0);
        }
    }
    return scale;
}

}  // namespace

Dropout::Dropout(std::string name, DropoutOptions options) : Layer(std::move(name)), m_options(options) {
    if (!(options.rate >= 0.0 && options.rate <= 1.0)) {
        throw Error(this->name() + ": expected a rate from 0 to 1, got " + std::to_string(options.rate));
    }
}

std::vector<Shape> Dropout::outputShapes(const std::vector<Shape>& inputs) const {
    return {onlyInput(*this, inputs)};
}

void Dropout::build(const std::vector<Shape>& inputs) {
    static_cast<void>(onlyInput(*this, inputs));
    markBuilt();
}

std::vector<Tensor> Dropout::forward(const std::vector<Tensor>& inputs, Call& call) const {
    const Tensor& x = inputs.front();
    auto cache = std::make_unique<DropoutCache>();
    Tensor y = x;
    if (call.training && m_options.rate > 0.0) {
        cache->scale = drawScale(x, m_options.rate, call);
        y.values.array() *= cache->scale.array();
    }
    call.cache = std::move(cache);
    return moved(std::move(y));
}

std::vector<Tensor> Dropout::backward(const std::vector<Tensor>& outputGradients, Call& call) const {
    const Matrix& scale = cacheOf<DropoutCache>(call).scale;
    Tensor dx = outputGradients.front();
    if (scale.size() > 0) dx.values.array() *= scale.array();
    return moved(std::move(dx));
}

}  // namespace engine
