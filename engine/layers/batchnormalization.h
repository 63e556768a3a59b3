// keras.layers.BatchNormalization: each feature to mean 0 and variance 1 over the batch, or by moving statistics.
#pragma once

#include "engine/layers/layer.h"

namespace engine {

struct BatchNormalizationOptions {
    int axis = -1;  ///< the last one, also where it is counted from the front
    double momentum = 0.99;
    double epsilon = 1e-3;
    bool center = true;
    bool scale = true;
    Initializer betaInitializer{"zeros"}, gammaInitializer{"ones"};
    Initializer movingMeanInitializer{"zeros"}, movingVarianceInitializer{"ones"};
    Regularizer betaRegularizer{}, gammaRegularizer{};
    Constraint betaConstraint{}, gammaConstraint{};
};

/// gamma, beta, moving_mean, moving_variance [features]; the last two are statistics (Parameter::isStatistic). In
/// training the batch's own mean and variance are used, over samples and steps, masked steps left out; a frozen layer
/// goes by its moving statistics always, as in Keras. Passes the mask on.
class BatchNormalization : public Layer {
 public:
    BatchNormalization(std::string name, BatchNormalizationOptions options);

    [[nodiscard]] const BatchNormalizationOptions& options() const { return m_options; }
    [[nodiscard]] std::string className() const override { return "BatchNormalization"; }
    [[nodiscard]] bool takesRows() const override { return true; }
    [[nodiscard]] bool mixesSamples() const override { return m_movingMean.isStatistic; }
    [[nodiscard]] double numbersKept(const std::vector<Shape>& inputs) const override { return inputs.front().size(); }
    [[nodiscard]] std::vector<Shape> outputShapes(const std::vector<Shape>& inputs) const override;
    void build(const std::vector<Shape>& inputs) override;
    [[nodiscard]] std::vector<Parameter*> parameters() override;
    [[nodiscard]] std::vector<Tensor> forward(const std::vector<Tensor>& inputs, Call& call) const override;
    [[nodiscard]] std::vector<Tensor> backward(const std::vector<Tensor>& outputGradients, Call& call) const override;

 private:
    BatchNormalizationOptions m_options;
    Parameter m_gamma, m_beta, m_movingMean, m_movingVariance;
};

}  // namespace engine
