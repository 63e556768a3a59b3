// TimeDistributed: every step of every sample as a sample of its own.
#include "engine/layers/timedistributed.h"

#include <utility>

#include "engine/layers/check.h"

namespace engine {

namespace {

struct TimeDistributedCache : Cache {
    std::vector<Tensor> steps;  // the input, taken apart; the inner layer's cache may point here
    std::unique_ptr<Cache> inner;
    Index batch = 0;
};

Tensor takenApart(const Tensor& sequence) {
    return Tensor::vectors(sequence.values);
}

}  // namespace

TimeDistributed::TimeDistributed(std::string name, std::shared_ptr<Layer> layer)
    : Layer(std::move(name)), m_layer(std::move(layer)) {
    if (!m_layer) throw Error(this->name() + ": expected a layer, got none");
}

std::vector<Shape> TimeDistributed::outputShapes(const std::vector<Shape>& inputs) const {
    const Shape& input = onlyInput(*this, inputs);
    checkSequence(*this, input);
    const std::vector<Shape> inner = m_layer->outputShapes({Shape::vector(input.features)});
    if (inner.size() != 1 || inner.front().sequence) {
        throw Error(name() + ": expected a layer that makes one vector of a vector, got " + m_layer->name());
    }
    return {Shape::sequenceOf(input.steps, inner.front().features)};
}

void TimeDistributed::build(const std::vector<Shape>& inputs) {
    m_layer->build({Shape::vector(onlyInput(*this, inputs).features)});
    if (built()) return;
    for (Parameter* parameter : m_layer->parameters()) parameter->path = m_layer->name() + "/" + parameter->path;
    markBuilt();
}

// The input taken apart, and the inner layer's own for every step.
double TimeDistributed::numbersKept(const std::vector<Shape>& inputs) const {
    const Shape& input = inputs.front();
    const double steps = Shape{true, input.steps, 1}.size();
    return input.size() + steps * m_layer->numbersKept({Shape::vector(input.features)});
}

std::shared_ptr<const CellProgram> TimeDistributed::program(int direction) const {
    return m_layer->actsOnLastAxis() ? m_layer->program(direction) : nullptr;
}

std::vector<Parameter*> TimeDistributed::parameters() {
    return m_layer->parameters();
}

std::vector<Tensor> TimeDistributed::forward(const std::vector<Tensor>& inputs, Call& call) const {
    if (m_layer->actsOnLastAxis()) return m_layer->forward(inputs, call);
    const Tensor& x = inputs.front();
    auto cache = std::make_unique<TimeDistributedCache>();
    cache->steps.push_back(takenApart(x));
    cache->batch = x.batch;
    std::vector<Tensor> outputs = m_layer->forward(cache->steps, call);
    cache->inner = std::move(call.cache);
    call.cache = std::move(cache);
    Tensor y = Tensor::sequences(std::move(outputs.front().values), x.batch, x.steps);
    y.mask = x.mask;
    return moved(std::move(y));
}

std::vector<Tensor> TimeDistributed::backward(const std::vector<Tensor>& outputGradients, Call& call) const {
    if (m_layer->actsOnLastAxis()) return m_layer->backward(outputGradients, call);
    // The inner layer looks for its own cache in the call; ours stays alive here meanwhile.
    const std::unique_ptr<Cache> kept = std::move(call.cache);
    auto& cache = static_cast<TimeDistributedCache&>(*kept);
    call.cache = std::move(cache.inner);
    std::vector<Tensor> gradients = m_layer->backward(moved(takenApart(outputGradients.front())), call);
    if (gradients.empty() || gradients.front().values.size() == 0) return std::vector<Tensor>(1);
    const Index steps = cache.steps.front().batch / cache.batch;
    return moved(Tensor::sequences(std::move(gradients.front().values), cache.batch, steps));
}

}  // namespace engine
