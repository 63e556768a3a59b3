// A tensor and a number, and functions of one number.
#pragma once

#include "engine/layers/sameshape.h"

namespace engine {

enum class PointwiseKind { Add, Subtract, SubtractFrom, Multiply, Divide, DivideInto, Power, Absolute, Sqrt, Log };

/// y = x + c, x - c, c - x, x c, x / c, c / x, x^c, |x|, sqrt x, log x; each number by itself.
class Pointwise : public SameShape {
 public:
    Pointwise(std::string name, PointwiseKind kind, double constant)
        : SameShape(std::move(name)), m_kind(kind), m_constant(constant) {}

    [[nodiscard]] std::string className() const override { return "Pointwise"; }
    [[nodiscard]] bool takesRows() const override { return true; }
    [[nodiscard]] std::vector<Tensor> forward(const std::vector<Tensor>& inputs, Call& call) const override;
    [[nodiscard]] std::vector<Tensor> backward(const std::vector<Tensor>& outputGradients, Call& call) const override;

 private:
    PointwiseKind m_kind;
    double m_constant;
};

/// x / y of two tensors of one shape.
class Quotient : public Layer {
 public:
    using Layer::Layer;
    [[nodiscard]] std::string className() const override { return "TrueDivide"; }
    [[nodiscard]] bool takesRows() const override { return true; }
    [[nodiscard]] std::vector<Shape> outputShapes(const std::vector<Shape>& inputs) const override;
    void build(const std::vector<Shape>& inputs) override;
    [[nodiscard]] std::vector<Tensor> forward(const std::vector<Tensor>& inputs, Call& call) const override;
    [[nodiscard]] std::vector<Tensor> backward(const std::vector<Tensor>& outputGradients, Call& call) const override;
};

}  // namespace engine
