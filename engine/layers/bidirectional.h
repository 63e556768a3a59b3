// keras.layers.Bidirectional: one recurrent layer from left to right, one from right to left, and their outputs merged.
#pragma once

#include "engine/layers/recurrent.h"

namespace engine {

enum class MergeMode { Concat, Sum, Mul, Ave, None };

/// "concat", "sum", "mul", "ave", "none" or "" (Keras's None); throws Error with `who`.
[[nodiscard]] MergeMode mergeModeFromName(const std::string& name, const std::string& who);
[[nodiscard]] std::string mergeModeName(MergeMode mode);

/// Inputs: the sequence, then any initial states, first the forward layer's, then the backward layer's.
/// Outputs: the merged one (or both, with MergeMode::None), then the forward layer's states and the backward layer's.
class Bidirectional : public Layer {
 public:
    /// Makes forward_<layer> and backward_<layer> of the layer's class and options, as Keras does; where backwardLayer
    /// is given its class, options and name are used for the second. Throws Error where the two do not fit together.
    Bidirectional(std::string name, const Recurrent& layer, MergeMode mode, const Recurrent* backwardLayer = nullptr);

    [[nodiscard]] std::string className() const override { return "Bidirectional"; }
    [[nodiscard]] bool isStateful() const override { return m_forward->isStateful(); }
    [[nodiscard]] double numbersKept(const std::vector<Shape>& inputs) const override;
    [[nodiscard]] MergeMode mergeMode() const { return m_mode; }
    [[nodiscard]] const Recurrent& forwardLayer() const { return *m_forward; }
    [[nodiscard]] const Recurrent& backwardLayer() const { return *m_backward; }
    [[nodiscard]] const Recurrent& layer(int direction) const { return direction == 0 ? *m_forward : *m_backward; }
    /// Whether the backward layer was given rather than mirrored.
    [[nodiscard]] bool hasOwnBackwardLayer() const { return m_ownBackward; }

    [[nodiscard]] std::shared_ptr<const CellProgram> program(int direction = 0) const override {
        return layer(direction).program();
    }
    [[nodiscard]] std::vector<const Parameter*> programParameters(int direction = 0) const override {
        return layer(direction).parameters();
    }
    [[nodiscard]] int directions() const override { return 2; }

    [[nodiscard]] std::vector<Shape> outputShapes(const std::vector<Shape>& inputs) const override;
    void build(const std::vector<Shape>& inputs) override;
    [[nodiscard]] std::vector<Parameter*> parameters() override;
    using Layer::parameters;
    [[nodiscard]] std::vector<Tensor> forward(const std::vector<Tensor>& inputs, Call& call) const override;
    [[nodiscard]] std::vector<Tensor> backward(const std::vector<Tensor>& outputGradients, Call& call) const override;

 private:
    std::shared_ptr<Recurrent> m_forward, m_backward;
    MergeMode m_mode;
    bool m_ownBackward;
};

}  // namespace engine
