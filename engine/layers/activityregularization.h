// keras.layers.ActivityRegularization: hands its input on; its penalty is kept for the file.
#pragma once

#include "engine/layers/sameshape.h"

namespace engine {

class ActivityRegularization : public SameShape {
 public:
    using SameShape::SameShape;
    [[nodiscard]] std::string className() const override { return "ActivityRegularization"; }
    [[nodiscard]] bool takesRows() const override { return true; }
    [[nodiscard]] std::vector<Tensor> forward(const std::vector<Tensor>& inputs, Call&) const override {
        return moved(inputs.front());
    }
    [[nodiscard]] std::vector<Tensor> backward(const std::vector<Tensor>& outputGradients, Call&) const override {
        return moved(outputGradients.front());
    }
};

}  // namespace engine
