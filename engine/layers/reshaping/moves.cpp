// Moves: number by number, sample by sample.
#include "engine/layers/reshaping/moves.h"

#include <utility>

#include "engine/layers/check.h"

namespace engine {

namespace {

struct MovesCache : Cache {
    Index batch = 0;
    Shape from, to;
    std::vector<Index> sources;
};

Tensor empty(const Shape& shape, Index batch) {
    Tensor tensor;
    tensor.values = Matrix::Zero(shape.steps * batch, shape.features);
    tensor.batch = batch;
    tensor.steps = shape.steps;
    tensor.sequence = shape.sequence;
    tensor.width = shape.width;
    return tensor;
}

// Calls with (row, column) of the output and of the input.
template <typename Use>
void each(const MovesCache& cache, Use use) {
    for (std::size_t place = 0; place < cache.sources.size(); ++place) {
        const Index source = cache.sources[place], own = static_cast<Index>(place);
        if (source < 0) continue;
        const Index toStep = own / cache.to.features, fromStep = source / cache.from.features;
        const Index to = own % cache.to.features, from = source % cache.from.features;
        for (Index b = 0; b < cache.batch; ++b) use(toStep * cache.batch + b, to, fromStep * cache.batch + b, from);
    }
}

}  // namespace

double Moves::numbersKept(const std::vector<Shape>& inputs) const {
    return 2.0 * outputShapes(inputs).front().size();  // the sources, of eight bytes each
}

std::vector<Shape> Moves::outputShapes(const std::vector<Shape>& inputs) const {
    const Shape& input = onlyInput(*this, inputs);
    checkFeatures(*this, input, kVariable);
    const Shape shape = target(input);
    if (shape.steps == 0 || shape.features == 0)
        throw Error(name() + ": expected some numbers to be left, got none of shape " + input.text());
    return {shape};
}

void Moves::build(const std::vector<Shape>& inputs) {
    static_cast<void>(outputShapes(inputs));
    markBuilt();
}

std::vector<Tensor> Moves::forward(const std::vector<Tensor>& inputs, Call& call) const {
    const Tensor& x = inputs.front();
    auto cache = std::make_unique<MovesCache>();
    cache->batch = x.batch;
    cache->from = x.shape();
    cache->to = outputShapes({cache->from}).front();
    cache->sources = sources(cache->from);
    Tensor y = empty(cache->to, x.batch);
    each(*cache, [&](Index row, Index column, Index fromRow, Index fromColumn) {
        y.values(row, column) = x.values(fromRow, fromColumn);
    });
    call.cache = std::move(cache);
    return moved(std::move(y));
}

std::vector<Tensor> Moves::backward(const std::vector<Tensor>& outputGradients, Call& call) const {
    const auto& cache = cacheOf<MovesCache>(call);
    const Matrix& dy = outputGradients.front().values;
    Tensor dx = empty(cache.from, cache.batch);
    each(cache, [&](Index row, Index column, Index fromRow, Index fromColumn) {
        dx.values(fromRow, fromColumn) += dy(row, column);
    });
    return moved(std::move(dx));
}

}  // namespace engine
