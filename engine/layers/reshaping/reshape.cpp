// Reshape: through rows of samples, in NumPy's order.
#include "engine/layers/reshaping/reshape.h"

#include <algorithm>
#include <utility>

#include "engine/layers/check.h"
#include "engine/layers/reshaping/rows.h"

namespace engine {

namespace {

struct ReshapeCache : Cache {
    Index batch = 0;
    Shape from, to;
};

Tensor shaped(const Matrix& rows, const Shape& shape) {
    Matrix values = timeMajor(rows, shape.steps);
    return shape.sequence ? Tensor::sequences(std::move(values), rows.rows(), shape.steps)
                          : Tensor::vectors(std::move(values));
}

}  // namespace

Reshape::Reshape(std::string name, ReshapeOptions options) : Layer(std::move(name)), m_options(std::move(options)) {
    const auto& shape = m_options.targetShape;
    if (shape.empty() || shape.size() > 2) {
        throw Error(this->name() + ": expected a target shape of 1 or 2 dimensions, got " +
                    std::to_string(shape.size()));
    }
    if (std::count(shape.begin(), shape.end(), kVariable) > 1 ||
        std::any_of(shape.begin(), shape.end(), [](Index d) { return d < 1 && d != kVariable; })) {
        throw Error(this->name() + ": expected dimensions from 1 and at most one -1, got others");
    }
}

Shape Reshape::target(const Shape& input) const {
    std::vector<Index> shape = m_options.targetShape;
    const auto open = std::find(shape.begin(), shape.end(), kVariable);
    Index known = 1;
    for (const Index d : shape) known *= d == kVariable ? 1 : d;
    if (input.features == kVariable || input.steps == kVariable) {
        if (open == shape.end() || shape.size() == 1 || open != shape.begin()) {
            throw Error(name() + ": expected an input of known size, got shape " + input.text());
        }
    } else {
        const Index size = input.steps * input.features;
        if (open == shape.end() ? known != size : size % known != 0) {
            throw Error(name() + ": expected an input that fills the target shape, a multiple of " +
                        std::to_string(known) + " numbers, got shape " + input.text());
        }
        if (open != shape.end()) *open = size / known;
    }
    return shape.size() == 1 ? Shape::vector(shape[0]) : Shape::sequenceOf(shape[0], shape[1]);
}

std::vector<Shape> Reshape::outputShapes(const std::vector<Shape>& inputs) const {
    return {target(onlyInput(*this, inputs))};
}

void Reshape::build(const std::vector<Shape>& inputs) {
    static_cast<void>(onlyInput(*this, inputs));
    markBuilt();
}

std::vector<Tensor> Reshape::forward(const std::vector<Tensor>& inputs, Call& call) const {
    const Tensor& x = inputs.front();
    auto cache = std::make_unique<ReshapeCache>();
    cache->batch = x.batch;
    cache->from = x.shape();
    cache->to = target(x.shape());
    Tensor y = shaped(sampleRows(x.values, x.batch, x.steps), cache->to);
    call.cache = std::move(cache);
    return moved(std::move(y));
}

std::vector<Tensor> Reshape::backward(const std::vector<Tensor>& outputGradients, Call& call) const {
    const auto& cache = cacheOf<ReshapeCache>(call);
    return moved(shaped(sampleRows(outputGradients.front().values, cache.batch, cache.to.steps), cache.from));
}

}  // namespace engine
