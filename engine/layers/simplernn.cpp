// keras.layers.SimpleRNN.
#include "engine/layers/simplernn.h"

#include "engine/layers/kernels/fused/cells.h"
#include "engine/layers/kernels/fused/kernel.h"
#include "engine/layers/kernels/simplernnkernel.h"

namespace engine {

SimpleRNN::SimpleRNN(std::string name, const RecurrentOptions& options)
    : Recurrent(std::move(name), "simple_rnn", options) {}

std::shared_ptr<Recurrent> SimpleRNN::clone(const std::string& name, const RecurrentOptions& options) const {
    return std::make_shared<SimpleRNN>(name, options);
}

std::unique_ptr<RecurrentKernel> SimpleRNN::makeKernel() const {
    auto plain = std::make_unique<SimpleRnnKernel>(options().units, options().activation);
#ifdef GATEWISE_DOUBLE
    return plain;
#else
    return fused::makeKernel(fused::simpleRnnCell(), options().units, options().activation, Activation::Sigmoid,
                             std::move(plain));
#endif
}

}  // namespace engine
