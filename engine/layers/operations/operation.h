// An operation that Keras records in a Functional model where tensors are indexed, added, reshaped ...: a layer that
// computes it, and what the file says of it.
#pragma once

#include "engine/layers/layer.h"

namespace engine {

/// What Keras writes of the operation, as JSON texts that the files' code understands.
struct TensorOperationText {
    std::string className;  ///< "GetItem"
    std::string module;     ///< "keras.src.ops.numpy"
    std::string config;     ///< its config
    std::string call;       ///< {"args", "kwargs"} with {"input": number} in the place of each tensor
};

/// Computes what the layer inside does, and drops the mask, as Keras's operations do.
class TensorOperation : public Layer {
 public:
    TensorOperation(std::string name, TensorOperationText text, std::shared_ptr<Layer> inner)
        : Layer(std::move(name)), m_text(std::move(text)), m_inner(std::move(inner)) {}

    [[nodiscard]] const TensorOperationText& text() const { return m_text; }
    [[nodiscard]] std::string className() const override { return m_text.className; }
    [[nodiscard]] std::string module() const override { return m_text.module; }
    [[nodiscard]] bool endsInActivation() const override { return m_inner->endsInActivation(); }
    [[nodiscard]] bool takesRows() const override { return m_inner->takesRows(); }
    [[nodiscard]] double numbersKept(const std::vector<Shape>& inputs) const override {
        return m_inner->numbersKept(inputs);
    }
    [[nodiscard]] std::vector<Shape> outputShapes(const std::vector<Shape>& inputs) const override {
        return m_inner->outputShapes(inputs);
    }
    void build(const std::vector<Shape>& inputs) override {
        m_inner->build(inputs);
        markBuilt();
    }
    [[nodiscard]] std::vector<Tensor> forward(const std::vector<Tensor>& inputs, Call& call) const override {
        std::vector<Tensor> outputs = m_inner->forward(inputs, call);
        outputs.front().mask = nullptr;
        return outputs;
    }
    [[nodiscard]] std::vector<Tensor> backward(const std::vector<Tensor>& outputGradients, Call& call) const override {
        return m_inner->backward(outputGradients, call);
    }

 private:
    TensorOperationText m_text;
    std::shared_ptr<Layer> m_inner;
};

/// Keras records it as an operation; it is no layer, and has no group among the weights.
[[nodiscard]] inline bool isTensorOperation(const Layer& layer) {
    return layer.module().rfind("keras.src.ops", 0) == 0;
}

}  // namespace engine
