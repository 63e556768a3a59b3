// Masking: finds the padding steps.
#include "engine/layers/masking.h"

#include <utility>

#include "engine/layers/check.h"

namespace engine {

namespace {

struct MaskingCache : Cache {
    std::shared_ptr<const Mask> mask;
};

void zeroMasked(Matrix& values, const Mask& mask) {
    for (Index r = 0; r < values.rows(); ++r) {
        if (!mask[static_cast<std::size_t>(r)]) values.row(r).setZero();
    }
}

}  // namespace

Masking::Masking(std::string name, MaskingOptions options) : Layer(std::move(name)), m_options(options) {}

std::vector<Shape> Masking::outputShapes(const std::vector<Shape>& inputs) const {
    return {onlyInput(*this, inputs)};
}

void Masking::build(const std::vector<Shape>& inputs) {
    static_cast<void>(onlyInput(*this, inputs));
    markBuilt();
}

std::vector<Tensor> Masking::forward(const std::vector<Tensor>& inputs, Call& call) const {
    Tensor y = inputs.front();
    const auto value = static_cast<Scalar>(m_options.maskValue);
    Mask mask(static_cast<std::size_t>(y.values.rows()));
    for (Index r = 0; r < y.values.rows(); ++r) {
        mask[static_cast<std::size_t>(r)] = (y.values.row(r).array() != value).any();
    }
    zeroMasked(y.values, mask);
    auto cache = std::make_unique<MaskingCache>();
    y.mask = cache->mask = std::make_shared<const Mask>(std::move(mask));
    call.cache = std::move(cache);
    return moved(std::move(y));
}

std::vector<Tensor> Masking::backward(const std::vector<Tensor>& outputGradients, Call& call) const {
    Tensor dx = outputGradients.front();
    zeroMasked(dx.values, *cacheOf<MaskingCache>(call).mask);
    return moved(std::move(dx));
}

}  // namespace engine
