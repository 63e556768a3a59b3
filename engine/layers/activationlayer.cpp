// Activation as a layer.
#include "engine/layers/activationlayer.h"

#include <utility>

#include "engine/layers/check.h"

namespace engine {

namespace {

struct ActivationCache : Cache {
    const Tensor* input = nullptr;
    Matrix y;
};

}  // namespace

ActivationLayer::ActivationLayer(std::string name, ActivationLayerOptions options)
    : Layer(std::move(name)), m_options(options) {}

std::vector<Shape> ActivationLayer::outputShapes(const std::vector<Shape>& inputs) const {
    return {onlyInput(*this, inputs)};
}

void ActivationLayer::build(const std::vector<Shape>& inputs) {
    static_cast<void>(onlyInput(*this, inputs));
    markBuilt();
}

std::vector<Tensor> ActivationLayer::forward(const std::vector<Tensor>& inputs, Call& call) const {
    auto cache = std::make_unique<ActivationCache>();
    cache->input = &inputs.front();
    Tensor y = inputs.front();
    y.logits = hasLogits(m_options.activation) ? std::make_shared<const Matrix>(y.values) : nullptr;
    activate(m_options.activation, y.values, y.values);
    cache->y = y.values;
    call.cache = std::move(cache);
    return moved(std::move(y));
}

std::vector<Tensor> ActivationLayer::backward(const std::vector<Tensor>& outputGradients, Call& call) const {
    const auto& cache = cacheOf<ActivationCache>(call);
    Tensor dx = outputGradients.front();
    if (std::exchange(dx.ofLogits, false)) return moved(std::move(dx));
    activateBackward(m_options.activation, cache.input->values, cache.y, dx.values, dx.values);
    return moved(std::move(dx));
}

}  // namespace engine
