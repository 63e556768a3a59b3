// keras.layers.Reshape: the same numbers in another shape.
#pragma once

#include "engine/layers/layer.h"

namespace engine {

struct ReshapeOptions {
    std::vector<Index> targetShape{};  ///< of one sample, one or two dimensions; one of them may be -1: what is left
};

/// In NumPy's order within each sample. The mask ends here.
class Reshape : public Layer {
 public:
    Reshape(std::string name, ReshapeOptions options);

    [[nodiscard]] const ReshapeOptions& options() const { return m_options; }
    [[nodiscard]] std::string className() const override { return "Reshape"; }
    [[nodiscard]] std::vector<Shape> outputShapes(const std::vector<Shape>& inputs) const override;
    void build(const std::vector<Shape>& inputs) override;
    [[nodiscard]] std::vector<Tensor> forward(const std::vector<Tensor>& inputs, Call& call) const override;
    [[nodiscard]] std::vector<Tensor> backward(const std::vector<Tensor>& outputGradients, Call& call) const override;

 private:
    ReshapeOptions m_options;
    /// The target with the -1 filled in, for samples of so many numbers; throws Error where it does not fit.
    [[nodiscard]] Shape target(const Shape& input) const;
};

}  // namespace engine
