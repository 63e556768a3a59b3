// keras.layers.Softmax, over the features or over time.
#pragma once

#include "engine/layers/sameshape.h"

namespace engine {

/// Axis -1, or of sequences 1 (-2): time. Passes the mask on.
class Softmax : public SameShape {
 public:
    Softmax(std::string name, int axis) : SameShape(std::move(name)), m_axis(axis) {}

    [[nodiscard]] int axis() const { return m_axis; }
    [[nodiscard]] std::string className() const override { return "Softmax"; }
    [[nodiscard]] bool endsInActivation() const override { return m_axis == -1; }
    [[nodiscard]] std::vector<Shape> outputShapes(const std::vector<Shape>& inputs) const override;
    [[nodiscard]] std::vector<Tensor> forward(const std::vector<Tensor>& inputs, Call& call) const override;
    [[nodiscard]] std::vector<Tensor> backward(const std::vector<Tensor>& outputGradients, Call& call) const override;

 private:
    [[nodiscard]] bool overTime(const Shape& input) const { return input.sequence && (m_axis == 1 || m_axis == -2); }

    int m_axis;
};

}  // namespace engine
