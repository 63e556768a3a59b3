// keras.layers.Attention: each step of one sequence looks at all steps of another.
#pragma once

#include "engine/layers/layer.h"

namespace engine {

struct AttentionOptions {
    bool useScale = false;  ///< multiply the scores by a number that is learnt
};

/// Dot-product attention. Inputs [query, value] or [query, value, key]; without a key the value is the key. With Q
/// (query steps x d), K (value steps x d), V (value steps x e) of one sample:
///     S = scale Q K', P = softmax(S) by rows, Y = P V, (query steps x e).
/// A masked step of the value gets no weight; at a masked step of the query Y is 0, and that mask goes on. (Luong, Pham
/// and Manning 2015, the score "dot".)
class Attention : public Layer {
 public:
    Attention(std::string name, AttentionOptions options);

    [[nodiscard]] const AttentionOptions& options() const { return m_options; }
    [[nodiscard]] std::string className() const override { return "Attention"; }
    [[nodiscard]] bool takesList() const override { return true; }
    [[nodiscard]] double numbersKept(const std::vector<Shape>& inputs) const override;
    [[nodiscard]] std::vector<Shape> outputShapes(const std::vector<Shape>& inputs) const override;
    void build(const std::vector<Shape>& inputs) override;
    [[nodiscard]] std::vector<Parameter*> parameters() override;
    [[nodiscard]] std::vector<Tensor> forward(const std::vector<Tensor>& inputs, Call& call) const override;
    [[nodiscard]] std::vector<Tensor> backward(const std::vector<Tensor>& outputGradients, Call& call) const override;

    /// P of one sample of a batch, (query steps x value steps): what a picture of the attention shows.
    [[nodiscard]] Matrix distribution(const std::vector<Tensor>& inputs, const Weights& weights, Index sample) const;

 private:
    [[nodiscard]] Scalar scale(const Weights& weights) const;

    AttentionOptions m_options;
    Parameter m_scale;
};

}  // namespace engine
