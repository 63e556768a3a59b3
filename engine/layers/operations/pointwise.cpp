// Functions and slopes of the operations with a number.
#include "engine/layers/operations/pointwise.h"

#include <cmath>
#include <utility>

namespace engine {

namespace {

struct PointwiseCache : Cache {
    const std::vector<Tensor>* inputs = nullptr;
};

double valueAt(PointwiseKind kind, double x, double c) {
    switch (kind) {
        case PointwiseKind::Add:
            return x + c;
        case PointwiseKind::Subtract:
            return x - c;
        case PointwiseKind::SubtractFrom:
            return c - x;
        case PointwiseKind::Multiply:
            return x * c;
        case PointwiseKind::Divide:
            return x / c;
        case PointwiseKind::DivideInto:
            return c / x;
        case PointwiseKind::Power:
            return std::pow(x, c);
        case PointwiseKind::Absolute:
            return std::abs(x);
        case PointwiseKind::Sqrt:
            return std::sqrt(x);
        case PointwiseKind::Log:
            return std::log(x);
    }
    return x;
}

double slopeAt(PointwiseKind kind, double x, double c) {
    switch (kind) {
        case PointwiseKind::Add:
        case PointwiseKind::Subtract:
            return 1.0;
        case PointwiseKind::SubtractFrom:
            return -1.0;
        case PointwiseKind::Multiply:
            return c;
        case PointwiseKind::Divide:
            return 1.0 / c;
        case PointwiseKind::DivideInto:
            return -c / (x * x);
        case PointwiseKind::Power:
            return c * std::pow(x, c - 1.0);
        case PointwiseKind::Absolute:
            return x > 0.0 ? 1.0 : x < 0.0 ? -1.0 : 0.0;
        case PointwiseKind::Sqrt:
            return 0.5 / std::sqrt(x);
        case PointwiseKind::Log:
            return 1.0 / x;
    }
    return 1.0;
}

}  // namespace

std::vector<Tensor> Pointwise::forward(const std::vector<Tensor>& inputs, Call& call) const {
    auto cache = std::make_unique<PointwiseCache>();
    cache->inputs = &inputs;
    Tensor y = inputs.front();
    y.logits = nullptr;
    for (Index i = 0; i < y.values.size(); ++i)
        y.values.data()[i] = static_cast<Scalar>(valueAt(m_kind, static_cast<double>(y.values.data()[i]), m_constant));
    call.cache = std::move(cache);
    return moved(std::move(y));
}

std::vector<Tensor> Pointwise::backward(const std::vector<Tensor>& outputGradients, Call& call) const {
    const Matrix& x = cacheOf<PointwiseCache>(call).inputs->front().values;
    Tensor dx = outputGradients.front();
    for (Index i = 0; i < x.size(); ++i)
        dx.values.data()[i] *= static_cast<Scalar>(slopeAt(m_kind, static_cast<double>(x.data()[i]), m_constant));
    return moved(std::move(dx));
}

std::vector<Shape> Quotient::outputShapes(const std::vector<Shape>& inputs) const {
    if (inputs.size() != 2) throw Error(name() + ": expected 2 inputs, got " + std::to_string(inputs.size()));
    const bool open = inputs[0].steps == kVariable || inputs[1].steps == kVariable;
    if (inputs[0].sequence != inputs[1].sequence || inputs[0].features != inputs[1].features ||
        inputs[0].width != inputs[1].width || (inputs[0].steps != inputs[1].steps && !open))
        throw Error(name() + ": expected inputs of one shape, got " + inputs[0].text() + " and " + inputs[1].text());
    return {inputs[0].steps == kVariable ? inputs[1] : inputs[0]};
}

void Quotient::build(const std::vector<Shape>& inputs) {
    static_cast<void>(outputShapes(inputs));
    markBuilt();
}

std::vector<Tensor> Quotient::forward(const std::vector<Tensor>& inputs, Call& call) const {
    static_cast<void>(outputShapes({inputs[0].shape(), inputs[1].shape()}));
    auto cache = std::make_unique<PointwiseCache>();
    cache->inputs = &inputs;
    Tensor y = inputs.front();
    y.logits = nullptr;
    y.values.array() /= inputs[1].values.array();
    call.cache = std::move(cache);
    return moved(std::move(y));
}

std::vector<Tensor> Quotient::backward(const std::vector<Tensor>& outputGradients, Call& call) const {
    const std::vector<Tensor>& inputs = *cacheOf<PointwiseCache>(call).inputs;
    const auto a = inputs[0].values.array(), b = inputs[1].values.array();
    std::vector<Tensor> gradients(2, outputGradients.front());
    gradients[0].values.array() /= b;
    gradients[1].values.array() *= -a / b.square();
    return gradients;
}

}  // namespace engine
