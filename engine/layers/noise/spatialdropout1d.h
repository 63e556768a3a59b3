// keras.layers.SpatialDropout1D: drops whole features of a sequence.
#pragma once

#include "engine/layers/sameshape.h"

namespace engine {

struct SpatialDropout1DOptions {
    double rate = 0.5;
};

/// As Dropout, with one draw a sample and feature for all steps. Passes the mask on.
class SpatialDropout1D : public SameShape {
 public:
    SpatialDropout1D(std::string name, SpatialDropout1DOptions options);

    [[nodiscard]] const SpatialDropout1DOptions& options() const { return m_options; }
    [[nodiscard]] std::string className() const override { return "SpatialDropout1D"; }
    [[nodiscard]] std::vector<Shape> outputShapes(const std::vector<Shape>& inputs) const override;
    [[nodiscard]] std::vector<Tensor> forward(const std::vector<Tensor>& inputs, Call& call) const override;
    [[nodiscard]] std::vector<Tensor> backward(const std::vector<Tensor>& outputGradients, Call& call) const override;

 private:
    SpatialDropout1DOptions m_options;
};

}  // namespace engine
