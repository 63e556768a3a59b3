// Normal noise.
#include "engine/layers/noise/gaussian.h"

#include <cmath>
#include <utility>

#include "engine/core/random.h"

namespace engine {

namespace {

struct GaussianCache : Cache {
    Matrix factors;  // of a dropout in training
};

Matrix drawn(const Tensor& x, double mean, double stddev, const Call& call) {
    Matrix noise(x.values.rows(), x.values.cols());
    const Random random(call.dropoutSeed);
    for (Index b = 0; b < x.batch; ++b) {
        Random own = random.stream(static_cast<std::uint64_t>(call.firstSample + b));
        for (Index t = 0; t < x.steps; ++t)
            for (Index f = 0; f < noise.cols(); ++f)
                noise(t * x.batch + b, f) = static_cast<Scalar>(own.normal(mean, stddev));
    }
    return noise;
}

}  // namespace

Gaussian::Gaussian(std::string name, bool multiplies, double amount)
    : SameShape(std::move(name)), m_multiplies(multiplies), m_amount(amount) {
    if (!(amount >= 0.0) || (multiplies && amount >= 1.0))
        throw Error(this->name() + ": expected " + (multiplies ? "a rate from 0 to below 1" : "a stddev of 0 or more") +
                    ", got " + std::to_string(amount));
}

std::vector<Tensor> Gaussian::forward(const std::vector<Tensor>& inputs, Call& call) const {
    auto cache = std::make_unique<GaussianCache>();
    Tensor y = inputs.front();
    y.logits = nullptr;
    if (call.training && m_amount > 0.0) {
        if (m_multiplies) {
            cache->factors = drawn(y, 1.0, std::sqrt(m_amount / (1.0 - m_amount)), call);
            y.values.array() *= cache->factors.array();
        } else {
            y.values += drawn(y, 0.0, m_amount, call);
        }
    }
    call.cache = std::move(cache);
    return moved(std::move(y));
}

std::vector<Tensor> Gaussian::backward(const std::vector<Tensor>& outputGradients, Call& call) const {
    Tensor dx = outputGradients.front();
    const Matrix& factors = cacheOf<GaussianCache>(call).factors;
    if (factors.size() > 0) dx.values.array() *= factors.array();
    return moved(std::move(dx));
}

}  // namespace engine
