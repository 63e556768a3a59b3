// Conv1D: the windows side by side in rows, then a Dense layer's arithmetic.
#include "engine/layers/conv1d.h"

#include <utility>

#include "engine/core/initializers.h"
#include "engine/core/simd/products.h"
#include "engine/layers/check.h"

namespace engine {

namespace {

struct Conv1DCache : Cache {
    Matrix windows;  // [output steps * batch x kernelSize * features]
    Matrix z, y;     // each only where the activation's derivative needs it
    Index batch = 0, steps = 0, features = 0;
};

// Calls with each place of each window: rows of the output, columns of the window, rows of the input.
template <typename Use>
void eachTap(const Windows& windows, Index steps, Index count, Index batch, Index features, Use use) {
    const Index start = windows.start(steps);
    for (Index o = 0; o < count; ++o) {
        for (Index k = 0; k < windows.size; ++k) {
            const Index step = start + o * windows.strides + k * windows.dilation;
            if (step >= 0 && step < steps) use(o * batch, k * features, step * batch);
        }
    }
}

}  // namespace

Conv1D::Conv1D(std::string name, Conv1DOptions options)
    : Layer(std::move(name)),
      m_options(std::move(options)),
      m_windows{m_options.kernelSize, m_options.strides, m_options.dilationRate, m_options.padding} {
    if (m_options.filters < 1 || m_options.kernelSize < 1 || m_options.strides < 1 || m_options.dilationRate < 1)
        throw Error(this->name() + ": expected filters, kernel_size, strides and dilation_rate of at least 1");
    if (m_options.strides > 1 && m_options.dilationRate > 1)
        throw Error(this->name() + ": expected strides or dilation_rate above 1, not both");
    checkInitializer(m_options.kernelInitializer, this->name());
    checkInitializer(m_options.biasInitializer, this->name());
}

std::vector<Shape> Conv1D::outputShapes(const std::vector<Shape>& inputs) const {
    const Shape& input = onlyInput(*this, inputs);
    checkSequence(*this, input);
    checkFeatures(*this, input, built() ? m_kernel.shape[1] : kVariable);
    return {Shape::sequenceOf(m_windows.count(input.steps, name()), m_options.filters)};
}

double Conv1D::numbersKept(const std::vector<Shape>& inputs) const {
    const Shape whole = outputShapes(inputs).front();
    const double rows = Shape{true, whole.steps, 1}.size();
    return rows * (static_cast<double>(m_options.kernelSize) * static_cast<double>(inputs.front().features) +
                   static_cast<double>(m_options.filters));
}

void Conv1D::build(const std::vector<Shape>& inputs) {
    if (built()) return;
    m_kernel = {.path = "kernel",
                .shape = {m_options.kernelSize, onlyInput(*this, inputs).features, m_options.filters},
                .initializer = m_options.kernelInitializer,
                .regularizer = m_options.kernelRegularizer,
                .constraint = m_options.kernelConstraint};
    m_bias = {.path = "bias",
              .shape = {m_options.filters},
              .initializer = m_options.biasInitializer,
              .regularizer = m_options.biasRegularizer,
              .constraint = m_options.biasConstraint};
    markBuilt();
}

std::vector<Parameter*> Conv1D::parameters() {
    if (!built()) return {};
    if (m_options.useBias) return {&m_kernel, &m_bias};
    return {&m_kernel};
}

std::vector<Tensor> Conv1D::forward(const std::vector<Tensor>& inputs, Call& call) const {
    const Tensor& x = inputs.front();
    auto cache = std::make_unique<Conv1DCache>();
    const Index count = m_windows.count(x.steps, name()), features = x.features();
    cache->batch = x.batch;
    cache->steps = x.steps;
    cache->features = features;
    cache->windows = Matrix::Zero(count * x.batch, m_windows.size * features);
    eachTap(m_windows, x.steps, count, x.batch, features, [&](Index row, Index column, Index from) {
        cache->windows.block(row, column, x.batch, features) = x.values.middleRows(from, x.batch);
    });
    Matrix values;
    product(cache->windows, valueOf(call, m_kernel), values);
    if (m_options.useBias) values.rowwise() += valueOf(call, m_bias).row(0);
    Tensor y = Tensor::sequences(std::move(values), x.batch, count);
    if (m_options.activation != Activation::Linear) {
        if (derivativeNeedsZ(m_options.activation)) cache->z = y.values;
        if (hasLogits(m_options.activation)) y.logits = std::make_shared<const Matrix>(y.values);
        activate(m_options.activation, y.values, y.values);
        if (!derivativeNeedsZ(m_options.activation)) cache->y = y.values;
    }
    call.cache = std::move(cache);
    return moved(std::move(y));
}

std::vector<Tensor> Conv1D::backward(const std::vector<Tensor>& outputGradients, Call& call) const {
    const auto& cache = cacheOf<Conv1DCache>(call);
    const Matrix& dy = outputGradients.front().values;
    Matrix dz = dy;
    if (m_options.activation != Activation::Linear && !outputGradients.front().ofLogits) {
        const Matrix& known = cache.z.size() > 0 ? cache.z : cache.y;
        activateBackward(m_options.activation, known, cache.y.size() > 0 ? cache.y : known, dy, dz);
    }
    addTransposedProduct(cache.windows, dz, gradientOf(call, m_kernel));
    if (m_options.useBias) gradientOf(call, m_bias).row(0) += dz.colwise().sum();
    if (!call.wantsInputGradients) return std::vector<Tensor>(1);
    Matrix ofWindows;
    productWithTransposed(dz, valueOf(call, m_kernel), ofWindows);
    Matrix dx = Matrix::Zero(cache.steps * cache.batch, cache.features);
    eachTap(m_windows, cache.steps, dz.rows() / cache.batch, cache.batch, cache.features,
            [&](Index row, Index column, Index from) {
                dx.middleRows(from, cache.batch) += ofWindows.block(row, column, cache.batch, cache.features);
            });
    return moved(Tensor::sequences(std::move(dx), cache.batch, cache.steps));
}

}  // namespace engine
