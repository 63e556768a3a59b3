// keras.layers.Embedding: a row of a table for each token number.
#pragma once

#include "engine/layers/layer.h"

namespace engine {

struct EmbeddingOptions {
    Index inputDim = 1;    ///< vocabulary: tokens are 0 .. inputDim-1
    Index outputDim = 1;
    bool maskZero = false; ///< token 0 is padding
    Initializer embeddingsInitializer{"random_uniform"};
    Regularizer embeddingsRegularizer{};
};

/// embeddings [inputDim x outputDim]. In: tokens (batch, steps), values [batch x steps]. Out: (batch, steps, outputDim), with a
/// mask where maskZero. A token beyond the vocabulary throws Error naming sample and step.
class Embedding : public Layer {
 public:
    Embedding(std::string name, EmbeddingOptions options);

    [[nodiscard]] const EmbeddingOptions& options() const { return m_options; }
    [[nodiscard]] std::string className() const override { return "Embedding"; }
    [[nodiscard]] std::vector<Shape> outputShapes(const std::vector<Shape>& inputs) const override;
    void build(const std::vector<Shape>& inputs) override;
    [[nodiscard]] std::vector<Parameter*> parameters() override;
    [[nodiscard]] std::vector<Tensor> forward(const std::vector<Tensor>& inputs, Call& call) const override;
    [[nodiscard]] std::vector<Tensor> backward(const std::vector<Tensor>& outputGradients, Call& call) const override;

 private:
    EmbeddingOptions m_options;
    Parameter m_embeddings;
};

}  // namespace engine
