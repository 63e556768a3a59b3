// Flatten: from time-major steps to rows of samples.
#include "engine/layers/reshaping/flatten.h"

#include <utility>

#include "engine/layers/check.h"
#include "engine/layers/reshaping/rows.h"

namespace engine {

namespace {

struct FlattenCache : Cache {
    Index batch = 0, steps = 1;
    bool sequence = false;
};

}  // namespace

Flatten::Flatten(std::string name) : Layer(std::move(name)) {}

std::vector<Shape> Flatten::outputShapes(const std::vector<Shape>& inputs) const {
    const Shape& input = onlyInput(*this, inputs);
    if (input.sequence && (input.steps == kVariable || input.features == kVariable)) {
        throw Error(name() + ": expected a known number of steps, got shape " + input.text());
    }
    return {Shape::vector(input.sequence ? input.steps * input.features : input.features)};
}

void Flatten::build(const std::vector<Shape>& inputs) {
    static_cast<void>(onlyInput(*this, inputs));
    markBuilt();
}

std::vector<Tensor> Flatten::forward(const std::vector<Tensor>& inputs, Call& call) const {
    const Tensor& x = inputs.front();
    auto cache = std::make_unique<FlattenCache>();
    cache->batch = x.batch;
    cache->steps = x.steps;
    cache->sequence = x.sequence;
    call.cache = std::move(cache);
    return moved(Tensor::vectors(sampleRows(x.values, x.batch, x.steps)));
}

std::vector<Tensor> Flatten::backward(const std::vector<Tensor>& outputGradients, Call& call) const {
    const auto& cache = cacheOf<FlattenCache>(call);
    Matrix dx = timeMajor(outputGradients.front().values, cache.steps);
    return moved(cache.sequence ? Tensor::sequences(std::move(dx), cache.batch, cache.steps)
                                : Tensor::vectors(std::move(dx)));
}

}  // namespace engine
