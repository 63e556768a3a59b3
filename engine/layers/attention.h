// keras.layers.Attention and AdditiveAttention: each step of one sequence looks at all steps of another.
#pragma once

#include "engine/layers/layer.h"

namespace engine {

enum class AttentionScore {
    Dot,       ///< scale q . k
    Concat,    ///< weight sum tanh(scale (q + k)), over the features; Attention(score_mode="concat")
    Additive,  ///< sum scale_d tanh(q_d + k_d); AdditiveAttention (Bahdanau, Cho and Bengio 2015)
};

struct AttentionOptions {
    bool useScale = false;  ///< the scale is learnt; else it is 1
    AttentionScore score = AttentionScore::Dot;
};

/// Attention. Inputs [query, value] or [query, value, key]; without a key the value is the key. With Q
/// (query steps x d), K (value steps x d), V (value steps x e) of one sample:
///     S = scale Q K' (or another score of each pair), P = softmax(S) by rows, Y = P V, (query steps x e).
/// A masked step of the value gets no weight; at a masked step of the query Y is 0, and that mask goes on. (Luong, Pham
/// and Manning 2015, the score "dot".)
class Attention : public Layer {
 public:
    Attention(std::string name, AttentionOptions options);

    [[nodiscard]] const AttentionOptions& options() const { return m_options; }
    [[nodiscard]] std::string className() const override {
        return m_options.score == AttentionScore::Additive ? "AdditiveAttention" : "Attention";
    }
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
    /// What the tanh of each feature is multiplied by.
    [[nodiscard]] Matrix factors(const Weights& weights, Index features) const;
    [[nodiscard]] Matrix scores(const Matrix& query, const Matrix& key, const Weights& weights) const;
    /// Of tanh scores: adds to the gradients of query, key and parameters.
    void scoresBackward(const Matrix& query, const Matrix& key, const Matrix& ds, Matrix& dq, Matrix& dk,
                        Call& call) const;

    AttentionOptions m_options;
    Parameter m_scale, m_weight;
};

}  // namespace engine
