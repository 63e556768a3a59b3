// Functions and slopes of the rectifiers.
#include "engine/layers/rectifiers.h"

#include <cmath>
#include <utility>

namespace engine {

namespace {

struct RectifierCache : Cache {
    Matrix slopes;
};

}  // namespace

Rectifier::Rectifier(std::string name, RectifierOptions options) : SameShape(std::move(name)), m_options(options) {
    if (!(options.slope >= 0.0) || !(options.maxValue >= 0.0) || !(options.threshold >= 0.0))
        throw Error(this->name() + ": expected a slope, a threshold and a max_value of 0 or more");
}

std::string Rectifier::className() const {
    return m_options.kind == Rectifying::ReLU ? "ReLU" : m_options.kind == Rectifying::ELU ? "ELU" : "LeakyReLU";
}

std::vector<Tensor> Rectifier::forward(const std::vector<Tensor>& inputs, Call& call) const {
    auto cache = std::make_unique<RectifierCache>();
    Tensor y = inputs.front();
    y.logits = nullptr;
    cache->slopes = Matrix::Ones(y.values.rows(), y.values.cols());
    const bool soft = m_options.kind == Rectifying::ELU;
    for (Index i = 0; i < y.values.size(); ++i) {
        Scalar& value = y.values.data()[i];
        const double x = static_cast<double>(value);
        if (x > m_options.maxValue || x == m_options.maxValue) {
            value = static_cast<Scalar>(m_options.maxValue);
            cache->slopes.data()[i] = 0;
        } else if (x < m_options.threshold || (x == m_options.threshold && m_options.threshold == 0.0)) {
            value = static_cast<Scalar>(m_options.slope * (soft ? std::expm1(x) : x - m_options.threshold));
            cache->slopes.data()[i] = static_cast<Scalar>(m_options.slope * (soft ? std::exp(x) : 1.0));
        }
    }
    call.cache = std::move(cache);
    return moved(std::move(y));
}

std::vector<Tensor> Rectifier::backward(const std::vector<Tensor>& outputGradients, Call& call) const {
    Tensor dx = outputGradients.front();
    dx.values.array() *= cacheOf<RectifierCache>(call).slopes.array();
    return moved(std::move(dx));
}

}  // namespace engine
