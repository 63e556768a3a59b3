// keras.layers.Dropout: zeroes a share of the values while training.
#pragma once

#include "engine/layers/layer.h"

namespace engine {

struct DropoutOptions {
    double rate = 0.5;  ///< the share that is zeroed; the others are divided by 1 - rate
};

/// Which values fall is told by the call's seed, the sample's number in its batch and the place in the sample, so the
/// same step drops the same values however the batch is split. Passes the mask on.
class Dropout : public Layer {
 public:
    Dropout(std::string name, DropoutOptions options);

    [[nodiscard]] const DropoutOptions& options() const { return m_options; }
    [[nodiscard]] std::string className() const override { return "Dropout"; }
    [[nodiscard]] bool actsOnLastAxis() const override { return true; }
    [[nodiscard]] std::vector<Shape> outputShapes(const std::vector<Shape>& inputs) const override;
    void build(const std::vector<Shape>& inputs) override;
    [[nodiscard]] std::vector<Tensor> forward(const std::vector<Tensor>& inputs, Call& call) const override;
    [[nodiscard]] std::vector<Tensor> backward(const std::vector<Tensor>& outputGradients, Call& call) const override;

 private:
    DropoutOptions m_options;
};

}  // namespace engine
