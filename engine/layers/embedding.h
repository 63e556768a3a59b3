// keras.layers.Embedding: a row of a table for each token number.
#pragma once

#include "engine/layers/layer.h"

namespace engine {

struct EmbeddingOptions {
    Index inputDim = 1;  ///< vocabulary: tokens are 0 .. inputDim-1
    Index outputDim = 1;
    bool maskZero = false;  ///< token 0 is padding
    Initializer embeddingsInitializer{"random_uniform"};
    Regularizer embeddingsRegularizer{};
    Constraint embeddingsConstraint{};
};

/// embeddings [inputDim x outputDim]. In: tokens (batch, steps), values [batch x steps]. Out: (batch, steps,
/// outputDim), with a mask where maskZero. A token beyond the vocabulary throws Error naming sample and step. backward
/// hands on each read of a row (a sample's step) beside their sum, see Gradients: as Keras on TensorFlow, its default
/// backend, optimizers square and clip a token that occurs twice in a batch read by read. Keras on JAX and PyTorch, and
/// on TensorFlow where the embedding has a regularizer, squares and clips the sum; so do we with a regularizer.
class Embedding : public Layer {
 public:
    Embedding(std::string name, EmbeddingOptions options);

    [[nodiscard]] const EmbeddingOptions& options() const { return m_options; }
    [[nodiscard]] std::string className() const override { return "Embedding"; }
    [[nodiscard]] bool readsTokens() const override { return true; }
    [[nodiscard]] std::shared_ptr<const CellProgram> program(int direction = 0) const override;
    [[nodiscard]] std::vector<Shape> outputShapes(const std::vector<Shape>& inputs) const override;
    void build(const std::vector<Shape>& inputs) override;
    [[nodiscard]] std::vector<Parameter*> parameters() override;
    [[nodiscard]] std::vector<Tensor> forward(const std::vector<Tensor>& inputs, Call& call) const override;
    [[nodiscard]] std::vector<Tensor> backward(const std::vector<Tensor>& outputGradients, Call& call) const override;

 private:
    EmbeddingOptions m_options;
    Parameter m_embeddings;
    std::shared_ptr<const CellProgram> m_program;
};

}  // namespace engine
