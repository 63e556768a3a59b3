// Embedding: rows gathered forward, scattered backward.
#include "engine/layers/embedding.h"

#include <cmath>
#include <utility>

#include "engine/cells/layerprograms.h"
#include "engine/core/initializers.h"
#include "engine/layers/asprogram.h"
#include "engine/layers/check.h"

namespace engine {

namespace {

struct EmbeddingCache : Cache {
    std::vector<Index> tokens;  // by output row, t*batch + b
};

/// Token 0 is padding, [steps*batch].
std::shared_ptr<const Mask> paddingMask(const Tensor& tokens) {
    Mask mask;
    for (Index t = 0; t < tokens.values.cols(); ++t)
        for (Index b = 0; b < tokens.batch; ++b) mask.push_back(tokens.values(b, t) != 0);
    return std::make_shared<const Mask>(std::move(mask));
}

}  // namespace

Embedding::Embedding(std::string name, EmbeddingOptions options)
    : Layer(std::move(name)), m_options(std::move(options)) {
    if (m_options.inputDim < 1 || m_options.outputDim < 1) {
        throw Error(this->name() + ": expected at least 1 token and 1 dimension, got " +
                    std::to_string(m_options.inputDim) + " and " + std::to_string(m_options.outputDim));
    }
    checkInitializer(m_options.embeddingsInitializer, this->name());
}

std::vector<Shape> Embedding::outputShapes(const std::vector<Shape>& inputs) const {
    const Shape& input = onlyInput(*this, inputs);
    if (input.sequence) {
        throw Error(name() + ": expected token numbers, (batch, steps), got shape " + input.text());
    }
    return {Shape::sequenceOf(input.features, m_options.outputDim)};
}

void Embedding::build(const std::vector<Shape>& inputs) {
    if (built()) return;
    static_cast<void>(onlyInput(*this, inputs));
    m_embeddings = {.path = "embeddings",
                    .shape = {m_options.inputDim, m_options.outputDim},
                    .initializer = m_options.embeddingsInitializer,
                    .regularizer = m_options.embeddingsRegularizer,
                    .constraint = m_options.embeddingsConstraint};
    m_program = embeddingProgram(m_options.inputDim, m_options.outputDim);
    markBuilt();
}

std::shared_ptr<const CellProgram> Embedding::program(int) const {
    return m_program;
}

std::vector<Parameter*> Embedding::parameters() {
    if (!built()) return {};
    return {&m_embeddings};
}

// tokens [batch x steps] -> y [steps*batch x outputDim]
std::vector<Tensor> Embedding::forward(const std::vector<Tensor>& inputs, Call& call) const {
    const Tensor& x = inputs.front();
    if (runsAsProgram(call)) return forwardAsProgram(*this, x, m_options.maskZero ? paddingMask(x) : nullptr, call);
    const Index batch = x.batch, steps = x.values.cols();
    const Matrix& table = valueOf(call, m_embeddings);
    auto cache = std::make_unique<EmbeddingCache>();
    cache->tokens.reserve(static_cast<std::size_t>(steps * batch));
    Matrix y(steps * batch, m_options.outputDim);
    for (Index t = 0; t < steps; ++t) {
        for (Index b = 0; b < batch; ++b) {
            const Scalar token = x.values(b, t);
            if (!(token >= 0 && token < static_cast<Scalar>(m_options.inputDim)) || token != std::floor(token)) {
                const std::string got = token == std::floor(token) ? std::to_string(static_cast<long long>(token))
                                                                   : std::to_string(static_cast<double>(token));
                throw Error(name() + ": expected a token from 0 to " + std::to_string(m_options.inputDim - 1) +
                            ", got " + got + " in sample " + std::to_string(call.firstSample + b) + ", step " +
                            std::to_string(t));
            }
            cache->tokens.push_back(static_cast<Index>(token));
            y.row(t * batch + b) = table.row(cache->tokens.back());
        }
    }
    call.cache = std::move(cache);
    Tensor output = Tensor::sequences(std::move(y), batch, steps);
    if (m_options.maskZero) output.mask = paddingMask(x);
    return moved(std::move(output));
}

// Each row's gradient goes to its token; a token number itself has none.
std::vector<Tensor> Embedding::backward(const std::vector<Tensor>& outputGradients, Call& call) const {
    if (runsAsProgram(call)) return backwardAsProgram(*this, outputGradients, call);
    const auto& tokens = cacheOf<EmbeddingCache>(call).tokens;
    call.gradients->addReads(static_cast<std::size_t>(m_embeddings.index), tokens, outputGradients.front().values);
    return std::vector<Tensor>(1);
}

}  // namespace engine
