// keras.layers.MaxPooling1D and AveragePooling1D.
#pragma once

#include "engine/layers/layer.h"
#include "engine/layers/pooling/windows.h"

namespace engine {

enum class Pool { Max, Average };

struct Pooling1DOptions {
    Index poolSize = 2;
    Index strides = 2;
    Padding padding = Padding::Valid;  ///< places that are padded do not count
};

/// The mask ends here, as in Keras.
class Pooling1D : public Layer {
 public:
    Pooling1D(std::string name, Pool pool, Pooling1DOptions options);

    [[nodiscard]] const Pooling1DOptions& options() const { return m_options; }
    [[nodiscard]] std::string className() const override {
        return m_pool == Pool::Max ? "MaxPooling1D" : "AveragePooling1D";
    }
    [[nodiscard]] std::vector<Shape> outputShapes(const std::vector<Shape>& inputs) const override;
    void build(const std::vector<Shape>& inputs) override;
    [[nodiscard]] std::vector<Tensor> forward(const std::vector<Tensor>& inputs, Call& call) const override;
    [[nodiscard]] std::vector<Tensor> backward(const std::vector<Tensor>& outputGradients, Call& call) const override;

 private:
    Pool m_pool;
    Pooling1DOptions m_options;
    Windows m_windows;
};

}  // namespace engine
