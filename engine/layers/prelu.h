// keras.layers.PReLU: a slope below 0 that is learnt (He et al. 2015).
#pragma once

#include "engine/layers/layer.h"

namespace engine {

struct PReLUOptions {
    Initializer alphaInitializer{"zeros"};
    Regularizer alphaRegularizer{};
    Constraint alphaConstraint{};
    bool sharedSteps = false, sharedFeatures = false;  ///< Keras's shared_axes: one slope for the whole axis
};

/// y = x above 0, alpha x below. alpha [features], or [steps x features]; a shared axis has size 1. Passes the mask on.
class PReLU : public Layer {
 public:
    PReLU(std::string name, PReLUOptions options) : Layer(std::move(name)), m_options(std::move(options)) {}

    [[nodiscard]] const PReLUOptions& options() const { return m_options; }
    [[nodiscard]] bool ofSequences() const { return m_alpha.shape.size() == 2; }
    [[nodiscard]] std::string className() const override { return "PReLU"; }
    [[nodiscard]] std::vector<Shape> outputShapes(const std::vector<Shape>& inputs) const override;
    void build(const std::vector<Shape>& inputs) override;
    [[nodiscard]] std::vector<Parameter*> parameters() override;
    [[nodiscard]] std::vector<Tensor> forward(const std::vector<Tensor>& inputs, Call& call) const override;
    [[nodiscard]] std::vector<Tensor> backward(const std::vector<Tensor>& outputGradients, Call& call) const override;

 private:
    PReLUOptions m_options;
    Parameter m_alpha;
};

}  // namespace engine
