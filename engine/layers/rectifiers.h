// keras.layers.ReLU, LeakyReLU and ELU: activations with numbers of their own.
#pragma once

#include <limits>

#include "engine/layers/sameshape.h"

namespace engine {

enum class Rectifying { ReLU, LeakyReLU, ELU };

struct RectifierOptions {
    Rectifying kind = Rectifying::ReLU;
    double slope = 0.0;  ///< below the threshold; ELU: alpha, of alpha (exp(x) - 1)
    double threshold = 0.0;
    double maxValue = std::numeric_limits<double>::infinity();
};

/// y = max above max, x from the threshold on, slope (x - threshold) below. Passes the mask on.
class Rectifier : public SameShape {
 public:
    Rectifier(std::string name, RectifierOptions options);

    [[nodiscard]] const RectifierOptions& options() const { return m_options; }
    [[nodiscard]] std::string className() const override;
    [[nodiscard]] bool actsOnLastAxis() const override { return true; }
    [[nodiscard]] bool takesRows() const override { return true; }
    [[nodiscard]] std::vector<Tensor> forward(const std::vector<Tensor>& inputs, Call& call) const override;
    [[nodiscard]] std::vector<Tensor> backward(const std::vector<Tensor>& outputGradients, Call& call) const override;

 private:
    RectifierOptions m_options;
};

}  // namespace engine
