// Dense: one product forward, two backward.
#include "engine/layers/dense.h"

#include <utility>

#include "engine/cells/layerprograms.h"
#include "engine/core/initializers.h"
#include "engine/core/simd/products.h"
#include "engine/layers/asprogram.h"
#include "engine/layers/check.h"

namespace engine {

namespace {

struct DenseCache : Cache {
    const Tensor* input = nullptr;
    Matrix z, y;  // each only where the activation's derivative needs it
};

}  // namespace

Dense::Dense(std::string name, DenseOptions options) : Layer(std::move(name)), m_options(std::move(options)) {
    if (m_options.units < 1)
        throw Error(this->name() + ": expected at least 1 unit, got " + std::to_string(m_options.units));
    checkInitializer(m_options.kernelInitializer, this->name());
    checkInitializer(m_options.biasInitializer, this->name());
}

std::vector<Shape> Dense::outputShapes(const std::vector<Shape>& inputs) const {
    const Shape& input = onlyInput(*this, inputs);
    checkFeatures(*this, input, built() ? m_kernel.rows() : kVariable);
    return {Shape{input.sequence, input.steps, m_options.units}};
}

void Dense::build(const std::vector<Shape>& inputs) {
    if (built()) return;
    const Index features = onlyInput(*this, inputs).features;
    m_kernel = {.path = "kernel",
                .shape = {features, m_options.units},
                .initializer = m_options.kernelInitializer,
                .regularizer = m_options.kernelRegularizer,
                .constraint = m_options.kernelConstraint};
    m_bias = {.path = "bias",
              .shape = {m_options.units},
              .initializer = m_options.biasInitializer,
              .regularizer = m_options.biasRegularizer,
              .constraint = m_options.biasConstraint};
    m_program = denseProgram(features, m_options.units, m_options.activation, m_options.useBias);
    markBuilt();
}

std::shared_ptr<const CellProgram> Dense::program(int) const {
    return m_program;
}

std::vector<Parameter*> Dense::parameters() {
    if (!built()) return {};
    if (m_options.useBias) return {&m_kernel, &m_bias};
    return {&m_kernel};
}

// x [rows x features], kernel [features x units] -> y [rows x units]
std::vector<Tensor> Dense::forward(const std::vector<Tensor>& inputs, Call& call) const {
    if (runsAsProgram(call)) return forwardAsProgram(*this, inputs.front(), inputs.front().mask, call);
    const Tensor& x = inputs.front();
    auto cache = std::make_unique<DenseCache>();
    cache->input = &x;
    Tensor y{.values = {}, .batch = x.batch, .steps = x.steps, .sequence = x.sequence, .mask = x.mask};
    product(x.values, valueOf(call, m_kernel), y.values);
    if (m_options.useBias) y.values.rowwise() += valueOf(call, m_bias).row(0);
    if (m_options.activation != Activation::Linear) {
        if (derivativeNeedsZ(m_options.activation)) cache->z = y.values;
        if (hasLogits(m_options.activation)) y.logits = std::make_shared<const Matrix>(y.values);
        activate(m_options.activation, y.values, y.values);
        if (!derivativeNeedsZ(m_options.activation)) cache->y = y.values;
    }
    call.cache = std::move(cache);
    return moved(std::move(y));
}

// dz = dy f'(z); dKernel = x^T dz; dBias = sum of dz's rows; dx = dz kernel^T
std::vector<Tensor> Dense::backward(const std::vector<Tensor>& outputGradients, Call& call) const {
    if (runsAsProgram(call)) return backwardAsProgram(*this, outputGradients, call);
    const auto& cache = cacheOf<DenseCache>(call);
    const Tensor& x = *cache.input;
    const Matrix& dy = outputGradients.front().values;
    Matrix own;
    const bool atOnce = m_options.activation == Activation::Linear || outputGradients.front().ofLogits;
    if (!atOnce) {
        own.resize(dy.rows(), dy.cols());
        const Matrix& z = cache.z.size() > 0 ? cache.z : cache.y;
        activateBackward(m_options.activation, z, cache.y.size() > 0 ? cache.y : cache.z, dy, own);
    }
    const Matrix& dz = atOnce ? dy : own;
    addTransposedProduct(x.values, dz, gradientOf(call, m_kernel));
    if (m_options.useBias) gradientOf(call, m_bias).row(0) += dz.colwise().sum();
    Tensor dx{.values = {}, .batch = x.batch, .steps = x.steps, .sequence = x.sequence, .mask = nullptr};
    if (call.wantsInputGradients) productWithTransposed(dz, valueOf(call, m_kernel), dx.values);
    return moved(std::move(dx));
}

}  // namespace engine
