// Dot: one small product a sample.
#include "engine/layers/merging/dot.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/layers/check.h"

namespace engine {

namespace {

struct DotCache : Cache {
    std::array<Shape, 2> shapes;
    std::array<std::vector<Matrix>, 2> sides;  // by sample: A' and B', normalised where asked
    std::array<std::vector<Matrix>, 2> norms;  // by sample: of their rows; empty where not normalised
    Index batch = 0;
};

// One sample with the axis that is summed over last.
Matrix sideOf(const Tensor& x, Index sample, bool overTime) {
    Matrix side(x.steps, x.features());
    for (Index t = 0; t < x.steps; ++t) side.row(t) = x.values.row(t * x.batch + sample);
    if (overTime) return side.transpose();
    return side;
}

// Keras's: x / sqrt(max(sum x^2, 1e-12)).
Matrix normalised(Matrix& side) {
    Matrix norms(side.rows(), 1);
    for (Index r = 0; r < side.rows(); ++r) {
        norms(r, 0) = std::sqrt(std::max(side.row(r).squaredNorm(), Scalar(1e-12)));
        side.row(r) /= norms(r, 0);
    }
    return norms;
}

}  // namespace

bool Dot::overTime(const Shape& input, std::size_t which) const {
    const int axis = m_options.axes[which];
    const bool time = input.sequence && (axis == 1 || axis == -2);
    const bool features = axis == -1 || axis == (input.sequence ? 2 : 1);
    if (!time && !features)
        throw Error(name() + ": expected an axis of shape " + input.text() + ", got " + std::to_string(axis));
    return time;
}

std::vector<Shape> Dot::outputShapes(const std::vector<Shape>& inputs) const {
    if (inputs.size() != 2) throw Error(name() + ": expected 2 inputs, got " + std::to_string(inputs.size()));
    std::vector<Index> rest;
    std::array<Index, 2> summed{};
    for (std::size_t i = 0; i < 2; ++i) {
        checkFeatures(*this, inputs[i], kVariable);
        const bool time = overTime(inputs[i], i);
        summed[i] = time ? inputs[i].steps : inputs[i].features;
        if (inputs[i].sequence) rest.push_back(time ? inputs[i].features : inputs[i].steps);
    }
    if (summed[0] != summed[1] && summed[0] != kVariable && summed[1] != kVariable)
        throw Error(name() + ": expected axes of one size, got " + std::to_string(summed[0]) + " and " +
                    std::to_string(summed[1]));
    if (rest.empty()) return {Shape::vector(1)};
    if (rest.back() == kVariable) throw Error(name() + ": expected inputs of known length, got an open one");
    return {rest.size() == 1 ? Shape::vector(rest[0]) : Shape::sequenceOf(rest[0], rest[1])};
}

double Dot::numbersKept(const std::vector<Shape>& inputs) const {
    double kept = 0.0;
    for (const Shape& input : inputs) kept += 2.0 * input.size();
    return kept;
}

void Dot::build(const std::vector<Shape>& inputs) {
    static_cast<void>(outputShapes(inputs));
    markBuilt();
}

std::vector<Tensor> Dot::forward(const std::vector<Tensor>& inputs, Call& call) const {
    auto cache = std::make_unique<DotCache>();
    cache->batch = inputs.front().batch;
    cache->shapes = {inputs[0].shape(), inputs[1].shape()};
    const Shape whole = outputShapes({cache->shapes[0], cache->shapes[1]}).front();
    Matrix y(whole.steps * cache->batch, whole.features);
    for (Index b = 0; b < cache->batch; ++b) {
        for (std::size_t i = 0; i < 2; ++i) {
            Matrix side = sideOf(inputs[i], b, overTime(cache->shapes[i], i));
            if (m_options.normalize) cache->norms[i].push_back(normalised(side));
            cache->sides[i].push_back(std::move(side));
        }
        const Matrix products = cache->sides[0].back() * cache->sides[1].back().transpose();
        // A vector of a sequence and a vector lies as a column or a row: either way in order.
        for (Index k = 0; k < products.size(); ++k)
            y((k / whole.features) * cache->batch + b, k % whole.features) = products.data()[k];
    }
    const Index batch = cache->batch;
    call.cache = std::move(cache);
    return moved(whole.sequence ? Tensor::sequences(std::move(y), batch, whole.steps) : Tensor::vectors(std::move(y)));
}

// dA' = dY B', dB' = dY' A'; of a normalised row u = x / |x|: dx = (du - u (u . du)) / |x|.
std::vector<Tensor> Dot::backward(const std::vector<Tensor>& outputGradients, Call& call) const {
    const auto& cache = cacheOf<DotCache>(call);
    const Tensor& dy = outputGradients.front();
    const Index width = dy.features();
    std::vector<Tensor> gradients;
    for (const Shape& shape : cache.shapes) {
        Matrix zero = Matrix::Zero(shape.steps * cache.batch, shape.features);
        gradients.push_back(shape.sequence ? Tensor::sequences(std::move(zero), cache.batch, shape.steps)
                                           : Tensor::vectors(std::move(zero)));
    }
    for (Index b = 0; b < cache.batch; ++b) {
        const auto at = static_cast<std::size_t>(b);
        const std::array<const Matrix*, 2> sides{&cache.sides[0][at], &cache.sides[1][at]};
        Matrix products(sides[0]->rows(), sides[1]->rows());
        for (Index k = 0; k < products.size(); ++k)
            products.data()[k] = dy.values((k / width) * cache.batch + b, k % width);
        for (std::size_t i = 0; i < 2; ++i) {
            Matrix own = i == 0 ? Matrix(products * *sides[1]) : Matrix(products.transpose() * *sides[0]);
            for (Index r = 0; m_options.normalize && r < own.rows(); ++r)
                own.row(r) =
                    (own.row(r) - own.row(r).dot(sides[i]->row(r)) * sides[i]->row(r)) / cache.norms[i][at](r, 0);
            if (overTime(cache.shapes[i], i)) own = Matrix(own.transpose());
            for (Index t = 0; t < own.rows(); ++t) gradients[i].values.row(t * cache.batch + b) = own.row(t);
        }
    }
    return gradients;
}

}  // namespace engine
