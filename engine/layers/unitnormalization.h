// keras.layers.UnitNormalization: each row to length 1.
#pragma once

#include "engine/layers/sameshape.h"

namespace engine {

/// Over the last axis. Passes the mask on.
class UnitNormalization : public SameShape {
 public:
    using SameShape::SameShape;

    [[nodiscard]] std::string className() const override { return "UnitNormalization"; }
    [[nodiscard]] bool actsOnLastAxis() const override { return true; }
    [[nodiscard]] std::vector<Tensor> forward(const std::vector<Tensor>& inputs, Call& call) const override;
    [[nodiscard]] std::vector<Tensor> backward(const std::vector<Tensor>& outputGradients, Call& call) const override;
};

}  // namespace engine
