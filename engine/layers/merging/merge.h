// keras.layers.Add, Subtract, Multiply, Average, Maximum and Minimum.
#pragma once

#include "engine/layers/layer.h"

namespace engine {

enum class Merging { Add, Subtract, Multiply, Average, Maximum, Minimum };

/// Element by element. An input of one step or one feature is read at all of them; a vector beside sequences is one
/// step, as in Keras. A step is masked where it is in all inputs; where one has no mask, neither has the output.
class Merge : public Layer {
 public:
    Merge(std::string name, Merging merging) : Layer(std::move(name)), m_merging(merging) {}

    [[nodiscard]] Merging merging() const { return m_merging; }
    [[nodiscard]] std::string className() const override;
    [[nodiscard]] bool takesList() const override { return true; }
    [[nodiscard]] bool takesRows() const override { return true; }
    [[nodiscard]] double numbersKept(const std::vector<Shape>& inputs) const override;
    [[nodiscard]] std::vector<Shape> outputShapes(const std::vector<Shape>& inputs) const override;
    void build(const std::vector<Shape>& inputs) override;
    [[nodiscard]] std::vector<Tensor> forward(const std::vector<Tensor>& inputs, Call& call) const override;
    [[nodiscard]] std::vector<Tensor> backward(const std::vector<Tensor>& outputGradients, Call& call) const override;

 private:
    Merging m_merging;
};

}  // namespace engine
