// PReLU: the slopes spread over what they are shared by.
#include "engine/layers/prelu.h"

#include <utility>

#include "engine/core/initializers.h"
#include "engine/layers/check.h"

namespace engine {

namespace {

struct PReLUCache : Cache {
    const Tensor* input = nullptr;
};

Scalar& slope(Matrix& alpha, Index step, Index feature) {
    return alpha(alpha.rows() == 1 ? 0 : step, alpha.cols() == 1 ? 0 : feature);
}

Scalar slope(const Matrix& alpha, Index step, Index feature) {
    return alpha(alpha.rows() == 1 ? 0 : step, alpha.cols() == 1 ? 0 : feature);
}

}  // namespace

std::vector<Shape> PReLU::outputShapes(const std::vector<Shape>& inputs) const {
    const Shape& input = onlyInput(*this, inputs);
    checkFeatures(*this, input, built() && !m_options.sharedFeatures ? m_alpha.shape.back() : kVariable);
    if (input.sequence && !m_options.sharedSteps && input.steps == kVariable && !built())
        throw Error(name() + ": expected a known number of steps, or shared_axes with 1, got shape " + input.text());
    if (built() && input.sequence && !m_options.sharedSteps && input.steps != kVariable &&
        input.steps != m_alpha.shape.front())
        throw Error(name() + ": expected " + std::to_string(m_alpha.shape.front()) + " steps, got " +
                    std::to_string(input.steps));
    return {input};
}

void PReLU::build(const std::vector<Shape>& inputs) {
    const Shape shape = outputShapes(inputs).front();
    if (built()) return;
    checkInitializer(m_options.alphaInitializer, name());
    m_alpha = {.path = "alpha",
               .shape = {m_options.sharedFeatures ? 1 : shape.features},
               .initializer = m_options.alphaInitializer,
               .regularizer = m_options.alphaRegularizer,
               .constraint = m_options.alphaConstraint};
    if (shape.sequence) m_alpha.shape.insert(m_alpha.shape.begin(), m_options.sharedSteps ? 1 : shape.steps);
    markBuilt();
}

std::vector<Parameter*> PReLU::parameters() {
    if (!built()) return {};
    return {&m_alpha};
}

std::vector<Tensor> PReLU::forward(const std::vector<Tensor>& inputs, Call& call) const {
    auto cache = std::make_unique<PReLUCache>();
    cache->input = &inputs.front();
    static_cast<void>(outputShapes({inputs.front().shape()}));
    Tensor y = inputs.front();
    y.logits = nullptr;
    const Matrix& alpha = valueOf(call, m_alpha);
    for (Index r = 0; r < y.values.rows(); ++r)
        for (Index f = 0; f < y.values.cols(); ++f)
            if (y.values(r, f) < Scalar(0)) y.values(r, f) *= slope(alpha, r / y.batch, f);
    call.cache = std::move(cache);
    return moved(std::move(y));
}

std::vector<Tensor> PReLU::backward(const std::vector<Tensor>& outputGradients, Call& call) const {
    const Tensor& x = *cacheOf<PReLUCache>(call).input;
    const Matrix& alpha = valueOf(call, m_alpha);
    Matrix& ofAlpha = gradientOf(call, m_alpha);
    Tensor dx = outputGradients.front();
    for (Index r = 0; r < dx.values.rows(); ++r) {
        for (Index f = 0; f < dx.values.cols(); ++f) {
            if (!(x.values(r, f) < Scalar(0))) continue;
            slope(ofAlpha, r / x.batch, f) += dx.values(r, f) * x.values(r, f);
            dx.values(r, f) *= slope(alpha, r / x.batch, f);
        }
    }
    return moved(std::move(dx));
}

}  // namespace engine
