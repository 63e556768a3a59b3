// keras.layers.Masking: steps in which every value is a given one are padding.
#pragma once

#include "engine/layers/layer.h"

namespace engine {

struct MaskingOptions {
    double maskValue = 0.0;
};

/// Masked steps leave as zeros, with a mask.
class Masking : public Layer {
 public:
    Masking(std::string name, MaskingOptions options);

    [[nodiscard]] const MaskingOptions& options() const { return m_options; }
    [[nodiscard]] std::string className() const override { return "Masking"; }
    [[nodiscard]] std::vector<Shape> outputShapes(const std::vector<Shape>& inputs) const override;
    void build(const std::vector<Shape>& inputs) override;
    [[nodiscard]] std::vector<Tensor> forward(const std::vector<Tensor>& inputs, Call& call) const override;
    [[nodiscard]] std::vector<Tensor> backward(const std::vector<Tensor>& outputGradients, Call& call) const override;

 private:
    MaskingOptions m_options;
};

}  // namespace engine
