// RepeatVector: copied forward, summed backward.
#include "engine/layers/reshaping/repeatvector.h"

#include <utility>

#include "engine/layers/check.h"

namespace engine {

RepeatVector::RepeatVector(std::string name, RepeatVectorOptions options) : Layer(std::move(name)), m_options(options) {
    if (options.n < 1) throw Error(this->name() + ": expected at least 1 step, got " + std::to_string(options.n));
}

std::vector<Shape> RepeatVector::outputShapes(const std::vector<Shape>& inputs) const {
    const Shape& input = onlyInput(*this, inputs);
    if (input.sequence) throw Error(name() + ": expected vectors, (batch, features), got shape " + input.text());
    checkFeatures(*this, input, kVariable);
    return {Shape::sequenceOf(m_options.n, input.features)};
}

void RepeatVector::build(const std::vector<Shape>& inputs) {
    static_cast<void>(onlyInput(*this, inputs));
    markBuilt();
}

std::vector<Tensor> RepeatVector::forward(const std::vector<Tensor>& inputs, Call& call) const {
    const Tensor& x = inputs.front();
    call.cache.reset();
    Matrix repeated(m_options.n * x.batch, x.values.cols());
    for (Index t = 0; t < m_options.n; ++t) repeated.middleRows(t * x.batch, x.batch) = x.values;
    return moved(Tensor::sequences(std::move(repeated), x.batch, m_options.n));
}

std::vector<Tensor> RepeatVector::backward(const std::vector<Tensor>& outputGradients, Call&) const {
    const Matrix& dy = outputGradients.front().values;
    const Index batch = dy.rows() / m_options.n;
    Matrix dx = dy.topRows(batch);
    for (Index t = 1; t < m_options.n; ++t) dx += dy.middleRows(t * batch, batch);
    return moved(Tensor::vectors(std::move(dx)));
}

}  // namespace engine
