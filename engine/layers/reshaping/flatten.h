// keras.layers.Flatten: all steps of a sample side by side.
#pragma once

#include "engine/layers/layer.h"

namespace engine {

/// (batch, steps, features) to (batch, steps*features). The mask ends here.
class Flatten : public Layer {
 public:
    explicit Flatten(std::string name);

    [[nodiscard]] std::string className() const override { return "Flatten"; }
    [[nodiscard]] std::vector<Shape> outputShapes(const std::vector<Shape>& inputs) const override;
    void build(const std::vector<Shape>& inputs) override;
    [[nodiscard]] std::vector<Tensor> forward(const std::vector<Tensor>& inputs, Call& call) const override;
    [[nodiscard]] std::vector<Tensor> backward(const std::vector<Tensor>& outputGradients, Call& call) const override;
};

}  // namespace engine
