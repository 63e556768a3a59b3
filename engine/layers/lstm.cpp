// keras.layers.LSTM.
#include "engine/layers/lstm.h"

#include "engine/layers/kernels/fused/cells.h"
#include "engine/layers/kernels/fused/kernel.h"
#include "engine/layers/kernels/lstmkernel.h"

namespace engine {

std::shared_ptr<Recurrent> LSTM::clone(const std::string& name, const RecurrentOptions& options) const {
    return std::make_shared<LSTM>(name, options);
}

std::unique_ptr<RecurrentKernel> LSTM::makeKernel() const {
    auto plain = std::make_unique<LstmKernel>(options().units, options().activation, options().recurrentActivation);
#ifdef GATEWISE_DOUBLE
    return plain;
#else
    return fused::makeKernel(fused::lstmCell(), options().units, options().activation, options().recurrentActivation,
                             std::move(plain));
#endif
}

}  // namespace engine
