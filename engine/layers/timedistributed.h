// keras.layers.TimeDistributed: one layer on every step.
#pragma once

#include "engine/layers/layer.h"

namespace engine {

/// (batch, steps, features) to (batch, steps, what the inner layer makes of one vector of features), and
/// (batch, steps, width, channels) to what it makes of a sequence of `width` steps. Passes the mask on.
class TimeDistributed : public Layer {
 public:
    TimeDistributed(std::string name, std::shared_ptr<Layer> layer);

    [[nodiscard]] const Layer& layer() const { return *m_layer; }
    [[nodiscard]] std::string className() const override { return "TimeDistributed"; }
    [[nodiscard]] bool takesRows() const override { return true; }
    [[nodiscard]] bool mixesSamples() const override { return m_layer->mixesSamples(); }
    [[nodiscard]] double numbersKept(const std::vector<Shape>& inputs) const override;
    /// The inner layer's, where that works on each step by itself.
    [[nodiscard]] std::shared_ptr<const CellProgram> program(int direction = 0) const override;
    [[nodiscard]] std::vector<Shape> outputShapes(const std::vector<Shape>& inputs) const override;
    void build(const std::vector<Shape>& inputs) override;
    [[nodiscard]] std::vector<Parameter*> parameters() override;
    [[nodiscard]] std::vector<Tensor> forward(const std::vector<Tensor>& inputs, Call& call) const override;
    [[nodiscard]] std::vector<Tensor> backward(const std::vector<Tensor>& outputGradients, Call& call) const override;

 private:
    std::shared_ptr<Layer> m_layer;
};

}  // namespace engine
