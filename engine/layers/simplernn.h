// keras.layers.SimpleRNN.
#pragma once

#include "engine/layers/recurrent.h"

namespace engine {

class SimpleRNN : public Recurrent {
 public:
    SimpleRNN(std::string name, const RecurrentOptions& options);
    [[nodiscard]] std::string className() const override { return ofCell() ? "RNN" : "SimpleRNN"; }
    [[nodiscard]] std::shared_ptr<Recurrent> clone(const std::string& name,
                                                   const RecurrentOptions& options) const override;

 protected:
    [[nodiscard]] std::unique_ptr<RecurrentKernel> makeKernel() const override;
};

}  // namespace engine
