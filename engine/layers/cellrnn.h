// Any cell program as a layer, trained through the interpreter: the peephole LSTM, its ablations, the LSTM of 1997,
// minGRU.
#pragma once

#include "engine/layers/recurrent.h"

namespace engine {

/// Config: the options of a recurrent layer and "cell", a name of makeCellProgram. Not a class of Keras.
class CellRNN : public Recurrent {
 public:
    CellRNN(std::string name, std::string cell, const RecurrentOptions& options)
        : Recurrent(std::move(name), std::move(cell), options) {}
    [[nodiscard]] std::string className() const override { return "CellRNN"; }
    [[nodiscard]] std::shared_ptr<Recurrent> clone(const std::string& name,
                                                   const RecurrentOptions& options) const override {
        return std::make_shared<CellRNN>(name, cellName(), options);
    }
};

}  // namespace engine
