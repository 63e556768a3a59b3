// keras.layers.GRU.
#include "engine/layers/gru.h"

#include "engine/layers/kernels/fused/cells.h"
#include "engine/layers/kernels/fused/kernel.h"
#include "engine/layers/kernels/grukernel.h"

namespace engine {

GRU::GRU(std::string name, const RecurrentOptions& options)
    : Recurrent(std::move(name), options.resetAfter ? "gru" : "gru_reset_before", options) {}

std::shared_ptr<Recurrent> GRU::clone(const std::string& name, const RecurrentOptions& options) const {
    return std::make_shared<GRU>(name, options);
}

std::unique_ptr<RecurrentKernel> GRU::makeKernel() const {
    auto plain = std::make_unique<GruKernel>(options().units, options().activation, options().recurrentActivation,
                                             options().resetAfter);
#ifdef GATEWISE_DOUBLE
    return plain;
#else
    if (!options().resetAfter) return plain;
    return fused::makeKernel(fused::gruCell(), options().units, options().activation, options().recurrentActivation,
                             std::move(plain));
#endif
}

}  // namespace engine
