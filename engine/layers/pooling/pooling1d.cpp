// Pooling over windows of time.
#include "engine/layers/pooling/pooling1d.h"

#include <algorithm>
#include <utility>

#include "engine/layers/check.h"

namespace engine {

namespace {

struct PoolingCache : Cache {
    Index batch = 0, steps = 0;
    std::vector<Index> largest;  // Max: by number of the output, the row of the input that it came from
};

}  // namespace

Pooling1D::Pooling1D(std::string name, Pool pool, Pooling1DOptions options)
    : Layer(std::move(name)),
      m_pool(pool),
      m_options(options),
      m_windows{options.poolSize, options.strides, 1, options.padding} {
    if (options.poolSize < 1 || options.strides < 1)
        throw Error(this->name() + ": expected pool_size and strides of at least 1");
    if (options.padding == Padding::Causal) throw Error(this->name() + ": padding causal is not supported");
}

std::vector<Shape> Pooling1D::outputShapes(const std::vector<Shape>& inputs) const {
    const Shape& input = onlyInput(*this, inputs);
    checkSequence(*this, input);
    checkFeatures(*this, input, kVariable);
    return {Shape::sequenceOf(m_windows.count(input.steps, name()), input.features)};
}

void Pooling1D::build(const std::vector<Shape>& inputs) {
    static_cast<void>(onlyInput(*this, inputs));
    markBuilt();
}

std::vector<Tensor> Pooling1D::forward(const std::vector<Tensor>& inputs, Call& call) const {
    const Tensor& x = inputs.front();
    auto cache = std::make_unique<PoolingCache>();
    cache->batch = x.batch;
    cache->steps = x.steps;
    const Index count = m_windows.count(x.steps, name()), features = x.features(), start = m_windows.start(x.steps);
    Matrix y = Matrix::Zero(count * x.batch, features);
    if (m_pool == Pool::Max) cache->largest.resize(static_cast<std::size_t>(y.size()));
    for (Index o = 0; o < count; ++o) {
        const Index first = std::max<Index>(start + o * m_options.strides, 0);
        const Index last = std::min(start + o * m_options.strides + m_options.poolSize, x.steps);
        if (m_pool == Pool::Average) {
            auto rows = y.middleRows(o * x.batch, x.batch);
            for (Index t = first; t < last; ++t) rows += x.step(t);
            rows /= static_cast<Scalar>(last - first);
            continue;
        }
        for (Index b = 0; b < x.batch; ++b) {
            for (Index f = 0; f < features; ++f) {
                Index best = first;
                for (Index t = first + 1; t < last; ++t)
                    if (!(x.values(t * x.batch + b, f) <= x.values(best * x.batch + b, f))) best = t;
                y(o * x.batch + b, f) = x.values(best * x.batch + b, f);
                cache->largest[static_cast<std::size_t>((o * x.batch + b) * features + f)] = best * x.batch + b;
            }
        }
    }
    call.cache = std::move(cache);
    return moved(Tensor::sequences(std::move(y), x.batch, count));
}

std::vector<Tensor> Pooling1D::backward(const std::vector<Tensor>& outputGradients, Call& call) const {
    const auto& cache = cacheOf<PoolingCache>(call);
    const Matrix& dy = outputGradients.front().values;
    const Index batch = cache.batch, start = m_windows.start(cache.steps);
    Matrix dx = Matrix::Zero(cache.steps * batch, dy.cols());
    for (Index r = 0; r < dy.rows(); ++r) {
        if (m_pool == Pool::Max) {
            for (Index f = 0; f < dy.cols(); ++f)
                dx(cache.largest[static_cast<std::size_t>(r * dy.cols() + f)], f) += dy(r, f);
            continue;
        }
        const Index from = start + r / batch * m_options.strides;
        const Index first = std::max<Index>(from, 0), last = std::min(from + m_options.poolSize, cache.steps);
        for (Index t = first; t < last; ++t)
            dx.row(t * batch + r % batch) += dy.row(r) / static_cast<Scalar>(last - first);
    }
    return moved(Tensor::sequences(std::move(dx), batch, cache.steps));
}

}  // namespace engine
