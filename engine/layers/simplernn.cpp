// keras.layers.SimpleRNN.
#include "engine/layers/simplernn.h"

#include "engine/layers/kernels/simplernnkernel.h"

namespace engine {

SimpleRNN::SimpleRNN(std::string name, const RecurrentOptions& options)
    : Recurrent(std::move(name), "simple_rnn", options) {}

std::shared_ptr<Recurrent> SimpleRNN::clone(const std::string& name, const RecurrentOptions& options) const {
    return std::make_shared<SimpleRNN>(name, options);
}

std::unique_ptr<RecurrentKernel> SimpleRNN::makeKernel() const {
    return std::make_unique<SimpleRnnKernel>(options().units, options().activation);
}

}  // namespace engine
