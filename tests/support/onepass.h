// One pass forward and backward through a model, for comparing two ways to compute it.
#pragma once

#include <vector>

#include "engine/models/model.h"
#include "tests/support/gradientcheck.h"

namespace support {

struct OnePass {
    std::vector<engine::Tensor> outputs, inputGradients;
    engine::Gradients gradients;
};

/// Backward from gradients that all differ.
inline OnePass runOnce(const engine::Model& model, const engine::Weights& weights,
                       const std::vector<engine::Tensor>& inputs, const engine::PassOptions& options) {
    OnePass result;
    engine::Pass pass;
    result.outputs = model.forward(inputs, weights, pass, options);
    std::vector<engine::Tensor> seeds = result.outputs;
    for (std::size_t k = 0; k < seeds.size(); ++k)
        seeds[k].values = differentNumbers(seeds[k].values.rows(), seeds[k].values.cols(), engine::Random(9).stream(k));
    result.gradients = model.zeroGradients();
    result.inputGradients = model.backward(seeds, pass, result.gradients, true);
    return result;
}

}  // namespace support
