// keras.layers.Conv1D: one product for the taps of every output step.
#pragma once

#include "engine/core/activations.h"
#include "engine/layers/layer.h"
#include "engine/layers/pooling/windows.h"

namespace engine {

struct Conv1DOptions {
    Index filters = 1;
    Index kernelSize = 1;
    Index strides = 1;
    Padding padding = Padding::Valid;
    Index dilationRate = 1;
    Activation activation = Activation::Linear;
    bool useBias = true;
    Initializer kernelInitializer{"glorot_uniform"};
    Initializer biasInitializer{"zeros"};
    Regularizer kernelRegularizer{}, biasRegularizer{};
    Constraint kernelConstraint{}, biasConstraint{};
};

/// kernel [kernelSize x features x filters], bias [filters]. The mask ends here, as in Keras.
class Conv1D : public Layer {
 public:
    Conv1D(std::string name, Conv1DOptions options);

    [[nodiscard]] const Conv1DOptions& options() const { return m_options; }
    [[nodiscard]] std::string className() const override { return "Conv1D"; }
    [[nodiscard]] bool endsInActivation() const override { return true; }
    [[nodiscard]] double numbersKept(const std::vector<Shape>& inputs) const override;
    [[nodiscard]] std::vector<Shape> outputShapes(const std::vector<Shape>& inputs) const override;
    void build(const std::vector<Shape>& inputs) override;
    [[nodiscard]] std::vector<Parameter*> parameters() override;
    [[nodiscard]] std::vector<Tensor> forward(const std::vector<Tensor>& inputs, Call& call) const override;
    [[nodiscard]] std::vector<Tensor> backward(const std::vector<Tensor>& outputGradients, Call& call) const override;

 private:
    Conv1DOptions m_options;
    Windows m_windows;
    Parameter m_kernel, m_bias;
};

}  // namespace engine
