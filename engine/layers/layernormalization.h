// keras.layers.LayerNormalization over the last axis.
#pragma once

#include "engine/layers/layer.h"

namespace engine {

struct LayerNormalizationOptions {
    double epsilon = 1e-3;
    bool center = true;  ///< add beta
    bool scale = true;   ///< multiply by gamma
    Initializer betaInitializer{"zeros"};
    Initializer gammaInitializer{"ones"};
    Regularizer betaRegularizer{}, gammaRegularizer{};
    Constraint betaConstraint{}, gammaConstraint{};
};

/// y = (x - mean) / sqrt(variance + epsilon) * gamma + beta, mean and variance over the features of one step.
/// gamma, beta [features]. Passes the mask on. (Ba, Kiros & Hinton 2016.)
class LayerNormalization : public Layer {
 public:
    LayerNormalization(std::string name, LayerNormalizationOptions options);

    [[nodiscard]] const LayerNormalizationOptions& options() const { return m_options; }
    [[nodiscard]] std::string className() const override { return "LayerNormalization"; }
    [[nodiscard]] bool actsOnLastAxis() const override { return true; }
    [[nodiscard]] std::vector<Shape> outputShapes(const std::vector<Shape>& inputs) const override;
    void build(const std::vector<Shape>& inputs) override;
    [[nodiscard]] std::vector<Parameter*> parameters() override;
    [[nodiscard]] std::vector<Tensor> forward(const std::vector<Tensor>& inputs, Call& call) const override;
    [[nodiscard]] std::vector<Tensor> backward(const std::vector<Tensor>& outputGradients, Call& call) const override;

 private:
    LayerNormalizationOptions m_options;
    Parameter m_gamma, m_beta;
};

}  // namespace engine
