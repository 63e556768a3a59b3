// keras.layers.Concatenate: side by side, or one after the other in time.
#pragma once

#include "engine/layers/layer.h"

namespace engine {

struct ConcatenateOptions {
    int axis = -1;  ///< -1 (or the last): features; 1 of sequences: time
};

/// Masks: features side by side are masked where all inputs are; in time each brings its own.
class Concatenate : public Layer {
 public:
    Concatenate(std::string name, ConcatenateOptions options);

    [[nodiscard]] const ConcatenateOptions& options() const { return m_options; }
    [[nodiscard]] std::string className() const override { return "Concatenate"; }
    [[nodiscard]] bool takesList() const override { return true; }
    [[nodiscard]] std::vector<Shape> outputShapes(const std::vector<Shape>& inputs) const override;
    void build(const std::vector<Shape>& inputs) override;
    [[nodiscard]] std::vector<Tensor> forward(const std::vector<Tensor>& inputs, Call& call) const override;
    [[nodiscard]] std::vector<Tensor> backward(const std::vector<Tensor>& outputGradients, Call& call) const override;

 private:
    ConcatenateOptions m_options;
    [[nodiscard]] bool inTime(bool sequence) const;
};

}  // namespace engine
