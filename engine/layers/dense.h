// keras.layers.Dense: y = activation(x kernel + bias), on vectors or on every step of a sequence.
#pragma once

#include "engine/core/activations.h"
#include "engine/layers/layer.h"

namespace engine {

struct DenseOptions {
    Index units = 1;
    Activation activation = Activation::Linear;
    bool useBias = true;
    Initializer kernelInitializer{"glorot_uniform"};
    Initializer biasInitializer{"zeros"};
    Regularizer kernelRegularizer{}, biasRegularizer{};
    Constraint kernelConstraint{}, biasConstraint{};
};

/// kernel [features x units], bias [units]. Passes the mask on.
class Dense : public Layer {
 public:
    Dense(std::string name, DenseOptions options);

    [[nodiscard]] const DenseOptions& options() const { return m_options; }
    [[nodiscard]] std::string className() const override { return "Dense"; }
    [[nodiscard]] bool endsInActivation() const override { return true; }
    [[nodiscard]] bool actsOnLastAxis() const override { return true; }
    [[nodiscard]] std::shared_ptr<const CellProgram> program(int direction = 0) const override;
    [[nodiscard]] std::vector<Shape> outputShapes(const std::vector<Shape>& inputs) const override;
    void build(const std::vector<Shape>& inputs) override;
    [[nodiscard]] std::vector<Parameter*> parameters() override;
    [[nodiscard]] std::vector<Tensor> forward(const std::vector<Tensor>& inputs, Call& call) const override;
    [[nodiscard]] std::vector<Tensor> backward(const std::vector<Tensor>& outputGradients, Call& call) const override;

 private:
    DenseOptions m_options;
    Parameter m_kernel, m_bias;
    std::shared_ptr<const CellProgram> m_program;
};

}  // namespace engine
