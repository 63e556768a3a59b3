// keras.layers.LSTM.
#include "engine/layers/lstm.h"

#include "engine/layers/kernels/lstmkernel.h"

namespace engine {

std::shared_ptr<Recurrent> LSTM::clone(const std::string& name, const RecurrentOptions& options) const {
    return std::make_shared<LSTM>(name, options);
}

std::unique_ptr<RecurrentKernel> LSTM::makeKernel() const {
    return std::make_unique<LstmKernel>(options().units, options().activation, options().recurrentActivation);
}

}  // namespace engine
