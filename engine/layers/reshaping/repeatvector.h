// keras.layers.RepeatVector: the same vector at every step.
#pragma once

#include "engine/layers/layer.h"

namespace engine {

struct RepeatVectorOptions {
    Index n = 1;  ///< steps
};

/// (batch, features) to (batch, n, features).
class RepeatVector : public Layer {
 public:
    RepeatVector(std::string name, RepeatVectorOptions options);

    [[nodiscard]] const RepeatVectorOptions& options() const { return m_options; }
    [[nodiscard]] std::string className() const override { return "RepeatVector"; }
    [[nodiscard]] std::vector<Shape> outputShapes(const std::vector<Shape>& inputs) const override;
    void build(const std::vector<Shape>& inputs) override;
    [[nodiscard]] std::vector<Tensor> forward(const std::vector<Tensor>& inputs, Call& call) const override;
    [[nodiscard]] std::vector<Tensor> backward(const std::vector<Tensor>& outputGradients, Call& call) const override;

 private:
    RepeatVectorOptions m_options;
};

}  // namespace engine
