// keras.layers.GlobalMaxPooling1D and GlobalAveragePooling1D: one vector of a sequence.
#pragma once

#include "engine/layers/layer.h"
#include "engine/layers/pooling/pooling1d.h"

namespace engine {

struct GlobalPooling1DOptions {
    bool keepdims = false;  ///< a sequence of one step
};

/// As in Keras the average leaves masked steps out, and the maximum does not. The mask ends here.
class GlobalPooling1D : public Layer {
 public:
    GlobalPooling1D(std::string name, Pool pool, GlobalPooling1DOptions options);

    [[nodiscard]] const GlobalPooling1DOptions& options() const { return m_options; }
    [[nodiscard]] std::string className() const override {
        return m_pool == Pool::Max ? "GlobalMaxPooling1D" : "GlobalAveragePooling1D";
    }
    [[nodiscard]] std::vector<Shape> outputShapes(const std::vector<Shape>& inputs) const override;
    void build(const std::vector<Shape>& inputs) override;
    [[nodiscard]] std::vector<Tensor> forward(const std::vector<Tensor>& inputs, Call& call) const override;
    [[nodiscard]] std::vector<Tensor> backward(const std::vector<Tensor>& outputGradients, Call& call) const override;

 private:
    Pool m_pool;
    GlobalPooling1DOptions m_options;
};

}  // namespace engine
