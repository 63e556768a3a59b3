// TimeDistributed: every step of every sample as a sample of its own.
#include "engine/layers/timedistributed.h"

#include <utility>

#include "engine/layers/check.h"
#include "engine/layers/reshaping/rows.h"

namespace engine {

namespace {

struct TimeDistributedCache : Cache {
    std::vector<Tensor> steps;  // the input, taken apart; the inner layer's cache may point here
    std::unique_ptr<Cache> inner;
    Index batch = 0;
};

// One step of a sequence is a vector, one of rows is a sequence.
Shape ofStep(const Shape& shape) {
    return shape.width > 0 ? Shape::sequenceOf(shape.width, shape.channels()) : Shape::vector(shape.features);
}

Shape withSteps(Index steps, const Shape& inner) {
    return inner.sequence ? Shape::rowsOf(steps, inner.steps, inner.features)
                          : Shape::sequenceOf(steps, inner.features);
}

// Every step of every sample as a sample.
Tensor takenApart(const Tensor& tensor) {
    if (tensor.width == 0) return Tensor::vectors(tensor.values);
    return Tensor::sequences(timeMajor(tensor.values, tensor.width), tensor.values.rows(), tensor.width);
}

// The way back, for a batch of so many samples.
Tensor putTogether(Tensor tensor, Index batch) {
    const Index rows = tensor.batch, width = tensor.sequence ? tensor.steps : 0;
    if (width > 0) tensor.values = sampleRows(tensor.values, rows, width);
    Tensor whole = Tensor::sequences(std::move(tensor.values), batch, rows / batch);
    whole.width = width;
    return whole;
}

}  // namespace

TimeDistributed::TimeDistributed(std::string name, std::shared_ptr<Layer> layer)
    : Layer(std::move(name)), m_layer(std::move(layer)) {
    if (!m_layer) throw Error(this->name() + ": expected a layer, got none");
}

std::vector<Shape> TimeDistributed::outputShapes(const std::vector<Shape>& inputs) const {
    const Shape& input = onlyInput(*this, inputs);
    checkSequence(*this, input);
    const std::vector<Shape> inner = m_layer->outputShapes({ofStep(input)});
    if (inner.size() != 1 || inner.front().width > 0 || (inner.front().sequence && inner.front().steps == kVariable)) {
        throw Error(name() + ": expected a layer that makes one vector or sequence of known length of a step, got " +
                    m_layer->name());
    }
    return {withSteps(input.steps, inner.front())};
}

void TimeDistributed::build(const std::vector<Shape>& inputs) {
    m_layer->build({ofStep(onlyInput(*this, inputs))});
    if (built()) return;
    if (m_layer->model()) {  // its parameters keep the paths they have
        markBuilt();
        return;
    }
    for (Parameter* parameter : m_layer->parameters()) parameter->path = m_layer->name() + "/" + parameter->path;
    markBuilt();
}

// The input taken apart, and the inner layer's own for every step.
double TimeDistributed::numbersKept(const std::vector<Shape>& inputs) const {
    const Shape& input = inputs.front();
    const double steps = Shape{true, input.steps, 1}.size();
    return input.size() + steps * m_layer->numbersKept({ofStep(input)});
}

std::shared_ptr<const CellProgram> TimeDistributed::program(int direction) const {
    return m_layer->actsOnLastAxis() ? m_layer->program(direction) : nullptr;
}

std::vector<Parameter*> TimeDistributed::parameters() {
    return m_layer->parameters();
}

std::vector<Tensor> TimeDistributed::forward(const std::vector<Tensor>& inputs, Call& call) const {
    const Tensor& x = inputs.front();
    if (m_layer->actsOnLastAxis() && x.width == 0) return m_layer->forward(inputs, call);
    auto cache = std::make_unique<TimeDistributedCache>();
    cache->steps.push_back(takenApart(x));
    cache->batch = x.batch;
    std::vector<Tensor> outputs = m_layer->forward(cache->steps, call);
    cache->inner = std::move(call.cache);
    call.cache = std::move(cache);
    Tensor y = putTogether(std::move(outputs.front()), x.batch);
    y.mask = x.mask;
    return moved(std::move(y));
}

std::vector<Tensor> TimeDistributed::backward(const std::vector<Tensor>& outputGradients, Call& call) const {
    if (!dynamic_cast<TimeDistributedCache*>(call.cache.get())) return m_layer->backward(outputGradients, call);
    // The inner layer looks for its own cache in the call; ours stays alive here meanwhile.
    const std::unique_ptr<Cache> kept = std::move(call.cache);
    auto& cache = static_cast<TimeDistributedCache&>(*kept);
    call.cache = std::move(cache.inner);
    std::vector<Tensor> gradients = m_layer->backward(moved(takenApart(outputGradients.front())), call);
    if (gradients.empty() || gradients.front().values.size() == 0) return std::vector<Tensor>(1);
    const Tensor& step = cache.steps.front();
    gradients.front().batch = step.batch;
    gradients.front().sequence = step.sequence;
    gradients.front().steps = step.steps;
    return moved(putTogether(std::move(gradients.front()), cache.batch));
}

}  // namespace engine
