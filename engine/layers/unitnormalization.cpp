// y = x / |x|.
#include "engine/layers/unitnormalization.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace engine {

namespace {

struct UnitNormalizationCache : Cache {
    Matrix y;
    std::vector<Scalar> inverse;  // by row
};

}  // namespace

std::vector<Tensor> UnitNormalization::forward(const std::vector<Tensor>& inputs, Call& call) const {
    auto cache = std::make_unique<UnitNormalizationCache>();
    Tensor y = inputs.front();
    y.logits = nullptr;
    for (Index r = 0; r < y.values.rows(); ++r) {
        cache->inverse.push_back(std::min(Scalar(1) / y.values.row(r).norm(), Scalar(1e12)));
        y.values.row(r) *= cache->inverse.back();
    }
    cache->y = y.values;
    call.cache = std::move(cache);
    return moved(std::move(y));
}

// dx = (dy - y (y . dy)) / |x|
std::vector<Tensor> UnitNormalization::backward(const std::vector<Tensor>& outputGradients, Call& call) const {
    const auto& cache = cacheOf<UnitNormalizationCache>(call);
    Tensor dx = outputGradients.front();
    for (Index r = 0; r < dx.values.rows(); ++r) {
        auto row = dx.values.row(r);
        const Scalar along = row.dot(cache.y.row(r));
        row = (row - along * cache.y.row(r)) * cache.inverse[static_cast<std::size_t>(r)];
    }
    return moved(std::move(dx));
}

}  // namespace engine
