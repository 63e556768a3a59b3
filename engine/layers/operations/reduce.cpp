// Reductions: each number's share of the result is kept, and is its gradient.
#include "engine/layers/operations/reduce.h"

#include <algorithm>
#include <utility>

#include "engine/layers/check.h"

namespace engine {

namespace {

struct ReduceCache : Cache {
    Tensor shares;  // as the input: what of the output's gradient each number gets
    bool overTime = false;
};

// Row and column of the result that a number goes into.
template <typename Use>
void each(const Tensor& x, bool overTime, bool keepsSequence, Use use) {
    for (Index r = 0; r < x.values.rows(); ++r) {
        const Index t = r / x.batch, b = r % x.batch;
        for (Index f = 0; f < x.values.cols(); ++f) {
            if (overTime)
                use(r, f, b, f);
            else if (x.sequence && !keepsSequence)
                use(r, f, b, t);
            else
                use(r, f, r, Index{0});
        }
    }
}

}  // namespace

std::vector<Shape> Reduce::outputShapes(const std::vector<Shape>& inputs) const {
    const Shape& input = onlyInput(*this, inputs);
    checkFeatures(*this, input, kVariable);
    const bool features = m_options.axis == -1 || m_options.axis == (input.sequence ? 2 : 1);
    if (!overTime(input) && !features)
        throw Error(name() + ": expected an axis of shape " + input.text() + ", got " + std::to_string(m_options.axis));
    if (overTime(input))
        return {m_options.keepdims ? Shape::sequenceOf(1, input.features) : Shape::vector(input.features)};
    if (m_options.keepdims) return {input.sequence ? Shape::sequenceOf(input.steps, 1) : Shape::vector(1)};
    if (!input.sequence || input.steps == kVariable)
        throw Error(name() + ": expected a sequence of known length, or keepdims, got shape " + input.text());
    return {Shape::vector(input.steps)};
}

void Reduce::build(const std::vector<Shape>& inputs) {
    static_cast<void>(outputShapes(inputs));
    markBuilt();
}

std::vector<Tensor> Reduce::forward(const std::vector<Tensor>& inputs, Call& call) const {
    const Tensor& x = inputs.front();
    const Shape shape = outputShapes({x.shape()}).front();
    auto cache = std::make_unique<ReduceCache>();
    cache->overTime = overTime(x.shape());
    cache->shares = x;
    cache->shares.logits = nullptr;
    cache->shares.mask = nullptr;
    Matrix y = Matrix::Zero(shape.steps * x.batch, shape.features);
    const auto count = static_cast<Scalar>(cache->overTime ? x.steps : x.features());
    const bool extreme = m_options.kind == Reducing::Max || m_options.kind == Reducing::Min;
    if (!extreme) {
        const Scalar share = m_options.kind == Reducing::Mean ? Scalar(1) / count : Scalar(1);
        cache->shares.values.setConstant(share);
        each(x, cache->overTime, shape.sequence,
             [&](Index r, Index f, Index row, Index column) { y(row, column) += x.values(r, f); });
        y *= share;
    } else {
        const Scalar sign = m_options.kind == Reducing::Max ? Scalar(1) : Scalar(-1);
        Matrix seen = Matrix::Zero(y.rows(), y.cols()), equal = seen;
        each(x, cache->overTime, shape.sequence, [&](Index r, Index f, Index row, Index column) {
            const Scalar value = x.values(r, f);
            if (seen(row, column) == Scalar(0) || !(sign * value <= sign * y(row, column))) y(row, column) = value;
            seen(row, column) = 1;
        });
        each(x, cache->overTime, shape.sequence, [&](Index r, Index f, Index row, Index column) {
            const bool own = x.values(r, f) == y(row, column);
            cache->shares.values(r, f) = own ? Scalar(1) : Scalar(0);
            equal(row, column) += own ? Scalar(1) : Scalar(0);
        });
        each(x, cache->overTime, shape.sequence, [&](Index r, Index f, Index row, Index column) {
            cache->shares.values(r, f) /= std::max(equal(row, column), Scalar(1));
        });
    }
    const Index batch = x.batch;
    call.cache = std::move(cache);
    return moved(shape.sequence ? Tensor::sequences(std::move(y), batch, shape.steps) : Tensor::vectors(std::move(y)));
}

std::vector<Tensor> Reduce::backward(const std::vector<Tensor>& outputGradients, Call& call) const {
    const auto& cache = cacheOf<ReduceCache>(call);
    const Tensor& dy = outputGradients.front();
    Tensor dx = cache.shares;
    each(cache.shares, cache.overTime, dy.sequence,
         [&](Index r, Index f, Index row, Index column) { dx.values(r, f) *= dy.values(row, column); });
    return moved(std::move(dx));
}

}  // namespace engine
