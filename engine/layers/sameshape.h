// What layers of one input that keep its shape have in common.
#pragma once

#include "engine/layers/check.h"

namespace engine {

class SameShape : public Layer {
 public:
    using Layer::Layer;

    [[nodiscard]] std::vector<Shape> outputShapes(const std::vector<Shape>& inputs) const override {
        return {onlyInput(*this, inputs)};
    }
    void build(const std::vector<Shape>& inputs) override {
        static_cast<void>(onlyInput(*this, inputs));
        markBuilt();
    }
};

}  // namespace engine
