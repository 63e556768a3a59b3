// keras.layers.GRU: gates z, r, candidate g; reset_after as CellOptions::resetAfter says.
#pragma once

#include "engine/layers/recurrent.h"

namespace engine {

class GRU : public Recurrent {
 public:
    GRU(std::string name, const RecurrentOptions& options);
    [[nodiscard]] std::string className() const override { return ofCell() ? "RNN" : "GRU"; }
    [[nodiscard]] std::shared_ptr<Recurrent> clone(const std::string& name,
                                                   const RecurrentOptions& options) const override;

 protected:
    [[nodiscard]] std::unique_ptr<RecurrentKernel> makeKernel() const override;
};

}  // namespace engine
