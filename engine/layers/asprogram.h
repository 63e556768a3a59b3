// A layer without states that runs its program instead of its own arithmetic: for traces and clamps.
#pragma once

#include "engine/layers/layer.h"

namespace engine {

[[nodiscard]] inline bool runsAsProgram(const Call& call) {
    return call.record || call.probe;
}

/// One input, token numbers [batch x steps] or rows of features; mask: of the output. Fills call.record; where that is
/// null the run keeps its own record until backward.
[[nodiscard]] std::vector<Tensor> forwardAsProgram(const Layer& layer, const Tensor& x,
                                                   std::shared_ptr<const Mask> mask, Call& call);
/// As Layer::backward. A gradient of the logits (Tensor::ofLogits) goes to what the last activation reads.
[[nodiscard]] std::vector<Tensor> backwardAsProgram(const Layer& layer, const std::vector<Tensor>& outputGradients,
                                                    Call& call);

}  // namespace engine
