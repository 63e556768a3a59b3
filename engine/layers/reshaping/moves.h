// What layers have in common that only put numbers of a sample to other places.
#pragma once

#include "engine/layers/layer.h"

namespace engine {

/// Where each number of a sample comes from. Places are counted as in the sample's rows: step * features + feature.
struct Moved {
    Shape shape;
    std::vector<Index> sources;  ///< by place of the output; -1: a 0
};

/// A number may go to several places; its gradient is their sum. No mask goes on.
class Moves : public Layer {
 public:
    using Layer::Layer;

    [[nodiscard]] bool takesRows() const override { return true; }
    [[nodiscard]] double numbersKept(const std::vector<Shape>& inputs) const override;
    [[nodiscard]] std::vector<Shape> outputShapes(const std::vector<Shape>& inputs) const override;
    void build(const std::vector<Shape>& inputs) override;
    [[nodiscard]] std::vector<Tensor> forward(const std::vector<Tensor>& inputs, Call& call) const override;
    [[nodiscard]] std::vector<Tensor> backward(const std::vector<Tensor>& outputGradients, Call& call) const override;

 protected:
    /// The shape that comes of this one; open where the length is open. Throws Error where the input does not fit.
    [[nodiscard]] virtual Shape target(const Shape& input) const = 0;
    /// Of an input of known size.
    [[nodiscard]] virtual std::vector<Index> sources(const Shape& input) const = 0;
};

}  // namespace engine
