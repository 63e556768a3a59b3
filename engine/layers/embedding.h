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
/// The gradient is one array, a token's occurrences summed, as in Keras on JAX and PyTorch. Keras on TensorFlow hands optimizers the
/// occurrences one by one unless the embedding has a regularizer: SGD gives the same, but squares and clipping are then taken
/// occurrence by occurrence, and RMSprop with momentum and clipvalue fails. Measured (keras 3.15.1, ten steps, tokens repeated,
/// largest difference of a weight): SGD 4e-7, clipped up to 9e-2; RMSprop 8e-2 (4e-1 centered with momentum), Adam and AdamW 6e-2,
/// Nadam 4e-2, Adagrad 2e-2; with a regularizer all 7e-7.
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
