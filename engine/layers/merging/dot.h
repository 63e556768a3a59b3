// keras.layers.Dot: sums of products along one axis of each of two tensors.
#pragma once

#include <array>

#include "engine/layers/layer.h"

namespace engine {

struct DotOptions {
    std::array<int, 2> axes{-1, -1};  ///< of the first and the second input, counted with the batch; 1 is time
    bool asOne = true;                ///< written as one number in the file
    bool normalize = false;           ///< each input to norm 1 along its axis before
};

/// Inputs A and B, vectors or sequences. With A' (rows x n) and B' (columns x n), whose last axis is the one summed
/// over: Y = A' B'. Two sequences give a sequence, a sequence and a vector a vector, two vectors one number. No mask.
class Dot : public Layer {
 public:
    Dot(std::string name, DotOptions options) : Layer(std::move(name)), m_options(options) {}

    [[nodiscard]] const DotOptions& options() const { return m_options; }
    [[nodiscard]] std::string className() const override { return "Dot"; }
    [[nodiscard]] bool takesList() const override { return true; }
    [[nodiscard]] double numbersKept(const std::vector<Shape>& inputs) const override;
    [[nodiscard]] std::vector<Shape> outputShapes(const std::vector<Shape>& inputs) const override;
    void build(const std::vector<Shape>& inputs) override;
    [[nodiscard]] std::vector<Tensor> forward(const std::vector<Tensor>& inputs, Call& call) const override;
    [[nodiscard]] std::vector<Tensor> backward(const std::vector<Tensor>& outputGradients, Call& call) const override;

 private:
    /// Whether the axis summed over is that of time. Throws Error where the input has no such axis.
    [[nodiscard]] bool overTime(const Shape& input, std::size_t which) const;

    DotOptions m_options;
};

}  // namespace engine
