// keras.layers.Activation: an activation function as a layer.
#pragma once

#include "engine/core/activations.h"
#include "engine/layers/layer.h"

namespace engine {

struct ActivationLayerOptions {
    Activation activation = Activation::Linear;
};

/// Passes the mask on.
class ActivationLayer : public Layer {
 public:
    ActivationLayer(std::string name, ActivationLayerOptions options);

    [[nodiscard]] const ActivationLayerOptions& options() const { return m_options; }
    [[nodiscard]] std::string className() const override { return "Activation"; }
    [[nodiscard]] bool endsInActivation() const override { return true; }
    [[nodiscard]] bool actsOnLastAxis() const override { return true; }
    [[nodiscard]] std::vector<Shape> outputShapes(const std::vector<Shape>& inputs) const override;
    void build(const std::vector<Shape>& inputs) override;
    [[nodiscard]] std::vector<Tensor> forward(const std::vector<Tensor>& inputs, Call& call) const override;
    [[nodiscard]] std::vector<Tensor> backward(const std::vector<Tensor>& outputGradients, Call& call) const override;

 private:
    ActivationLayerOptions m_options;
};

}  // namespace engine
