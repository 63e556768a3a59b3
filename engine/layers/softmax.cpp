// Softmax: over time, steps become the columns for a moment.
#include "engine/layers/softmax.h"

#include <utility>

#include "engine/core/activations.h"

namespace engine {

namespace {

struct SoftmaxCache : Cache {
    Matrix y;  // by rows over which the softmax goes
};

// [steps*batch x features] to [features*batch x steps], and, with the sizes exchanged, back.
Matrix turned(const Matrix& values, Index batch) {
    const Index steps = values.rows() / batch;
    Matrix rows(values.cols() * batch, steps);
    for (Index t = 0; t < steps; ++t)
        for (Index b = 0; b < batch; ++b)
            for (Index f = 0; f < values.cols(); ++f) rows(f * batch + b, t) = values(t * batch + b, f);
    return rows;
}

}  // namespace

std::vector<Shape> Softmax::outputShapes(const std::vector<Shape>& inputs) const {
    const Shape& input = onlyInput(*this, inputs);
    const int rank = input.sequence ? 3 : 2;
    if (m_axis < -rank + 1 || m_axis >= rank || m_axis == 0)
        throw Error(name() + ": expected an axis of shape " + input.text() + ", got " + std::to_string(m_axis));
    return {input};
}

std::vector<Tensor> Softmax::forward(const std::vector<Tensor>& inputs, Call& call) const {
    auto cache = std::make_unique<SoftmaxCache>();
    Tensor y = inputs.front();
    y.logits = endsInActivation() ? std::make_shared<const Matrix>(y.values) : nullptr;
    const bool time = overTime(y.shape());
    cache->y = time ? turned(y.values, y.batch) : std::move(y.values);
    activate(Activation::Softmax, cache->y, cache->y);
    y.values = time ? turned(cache->y, y.batch) : cache->y;
    call.cache = std::move(cache);
    return moved(std::move(y));
}

std::vector<Tensor> Softmax::backward(const std::vector<Tensor>& outputGradients, Call& call) const {
    const Matrix& y = cacheOf<SoftmaxCache>(call).y;
    Tensor dx = outputGradients.front();
    if (std::exchange(dx.ofLogits, false)) return moved(std::move(dx));
    const bool time = overTime(dx.shape());
    Matrix rows = time ? turned(dx.values, dx.batch) : std::move(dx.values);
    activateBackward(Activation::Softmax, y, y, rows, rows);
    dx.values = time ? turned(rows, dx.batch) : std::move(rows);
    return moved(std::move(dx));
}

}  // namespace engine
