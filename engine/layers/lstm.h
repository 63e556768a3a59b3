// keras.layers.LSTM: gates i, f, g, o in the order of the kernel's columns.
#pragma once

#include "engine/layers/recurrent.h"

namespace engine {

class LSTM : public Recurrent {
 public:
    LSTM(std::string name, const RecurrentOptions& options) : Recurrent(std::move(name), "lstm", options) {}
    [[nodiscard]] std::string className() const override { return ofCell() ? "RNN" : "LSTM"; }
    [[nodiscard]] std::shared_ptr<Recurrent> clone(const std::string& name,
                                                   const RecurrentOptions& options) const override;

 protected:
    [[nodiscard]] std::unique_ptr<RecurrentKernel> makeKernel() const override;
};

}  // namespace engine
