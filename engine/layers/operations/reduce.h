// Sums, means and extremes over the steps or the features of a sequence.
#pragma once

#include "engine/layers/layer.h"

namespace engine {

enum class Reducing { Sum, Mean, Max, Min };

struct ReduceOptions {
    Reducing kind = Reducing::Sum;
    int axis = 1;  ///< with the batch; 1 (-2) is time and 2 (-1) the features of a sequence
    bool keepdims = false;
};

/// Of equal extremes each has an equal share of the gradient.
class Reduce : public Layer {
 public:
    Reduce(std::string name, ReduceOptions options) : Layer(std::move(name)), m_options(options) {}

    [[nodiscard]] std::string className() const override { return "Reduce"; }
    [[nodiscard]] std::vector<Shape> outputShapes(const std::vector<Shape>& inputs) const override;
    void build(const std::vector<Shape>& inputs) override;
    [[nodiscard]] std::vector<Tensor> forward(const std::vector<Tensor>& inputs, Call& call) const override;
    [[nodiscard]] std::vector<Tensor> backward(const std::vector<Tensor>& outputGradients, Call& call) const override;

 private:
    [[nodiscard]] bool overTime(const Shape& input) const {
        return input.sequence && (m_options.axis == 1 || m_options.axis == -2);
    }

    ReduceOptions m_options;
};

}  // namespace engine
