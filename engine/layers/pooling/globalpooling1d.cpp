// Pooling over all of time.
#include "engine/layers/pooling/globalpooling1d.h"

#include <limits>
#include <utility>

#include "engine/layers/check.h"

namespace engine {

namespace {

// NaN comes through, whichever side it is on, as in TensorFlow.
constexpr auto larger = [](Scalar a, Scalar b) { return a >= b || a != a ? a : b; };

struct GlobalPoolingCache : Cache {
    Index steps = 0;
    Matrix shares;  // [steps*batch x features], or x 1 of an average: what of each gradient goes where
};

}  // namespace

GlobalPooling1D::GlobalPooling1D(std::string name, Pool pool, GlobalPooling1DOptions options)
    : Layer(std::move(name)), m_pool(pool), m_options(options) {}

std::vector<Shape> GlobalPooling1D::outputShapes(const std::vector<Shape>& inputs) const {
    const Shape& input = onlyInput(*this, inputs);
    checkSequence(*this, input);
    checkFeatures(*this, input, kVariable);
    return {m_options.keepdims ? Shape::sequenceOf(1, input.features) : Shape::vector(input.features)};
}

void GlobalPooling1D::build(const std::vector<Shape>& inputs) {
    static_cast<void>(onlyInput(*this, inputs));
    markBuilt();
}

// Of several largest each has an equal share of the gradient, as TensorFlow's reduce_max gives it.
std::vector<Tensor> GlobalPooling1D::forward(const std::vector<Tensor>& inputs, Call& call) const {
    const Tensor& x = inputs.front();
    auto cache = std::make_unique<GlobalPoolingCache>();
    cache->steps = x.steps;
    Matrix y;
    if (m_pool == Pool::Max) {
        y = x.step(0);
        for (Index t = 1; t < x.steps; ++t) y = y.binaryExpr(x.step(t), larger);
        cache->shares.resize(x.values.rows(), x.values.cols());
        Matrix count = Matrix::Zero(y.rows(), y.cols());
        for (Index t = 0; t < x.steps; ++t) {
            auto own = cache->shares.middleRows(t * x.batch, x.batch);
            own = (x.step(t).array() == y.array()).template cast<Scalar>();
            count += own;
        }
        for (Index t = 0; t < x.steps; ++t)
            cache->shares.middleRows(t * x.batch, x.batch).array() /= count.array().max(Scalar(1));
    } else {
        cache->shares = Matrix::Ones(x.values.rows(), 1);
        for (Index r = 0; x.mask && r < x.values.rows(); ++r)
            if (!(*x.mask)[static_cast<std::size_t>(r)]) cache->shares(r, 0) = 0;
        Matrix count = Matrix::Zero(x.batch, 1);
        for (Index t = 0; t < x.steps; ++t) count += cache->shares.middleRows(t * x.batch, x.batch);
        y = Matrix::Zero(x.batch, x.values.cols());
        for (Index t = 0; t < x.steps; ++t) {
            auto own = cache->shares.middleRows(t * x.batch, x.batch);
            own.array() /= count.array();
            // A masked step may hold anything, be it no number.
            for (Index b = 0; b < x.batch; ++b)
                if (own(b, 0) != Scalar(0)) y.row(b) += own(b, 0) * x.values.row(t * x.batch + b);
        }
        for (Index b = 0; b < x.batch; ++b)
            if (count(b, 0) == Scalar(0)) y.row(b).setConstant(std::numeric_limits<Scalar>::quiet_NaN());
    }
    const Index batch = x.batch;
    call.cache = std::move(cache);
    return moved(m_options.keepdims ? Tensor::sequences(std::move(y), batch, 1) : Tensor::vectors(std::move(y)));
}

std::vector<Tensor> GlobalPooling1D::backward(const std::vector<Tensor>& outputGradients, Call& call) const {
    const auto& cache = cacheOf<GlobalPoolingCache>(call);
    const Matrix& dy = outputGradients.front().values;
    Matrix dx(cache.steps * dy.rows(), dy.cols());
    for (Index t = 0; t < cache.steps; ++t) {
        const auto own = cache.shares.middleRows(t * dy.rows(), dy.rows());
        auto rows = dx.middleRows(t * dy.rows(), dy.rows());
        if (own.cols() == 1)
            rows = (dy.array().colwise() * own.col(0).array()).matrix();
        else
            rows = dy.cwiseProduct(own);
    }
    return moved(Tensor::sequences(std::move(dx), dy.rows(), cache.steps));
}

}  // namespace engine
