// A trace as JSON: what `gatewise trace LESSON` and `gatewise model trace FILE` print and the window exports.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "cli/json.h"
#include "engine/training/trace.h"

namespace cli {

/// Where the trace comes from; what is not set is left out of the JSON.
struct TraceOrigin {
    std::optional<std::string> program;  ///< "gatewise 0.1.0"
    std::optional<std::string> lesson, version;
    std::optional<std::uint64_t> seed;
    std::optional<int> epoch;
    std::size_t sample = 0;
    std::string modelName;  ///< left off the paths of weights: a lesson has one model to name at a time
};

/// Keys: program, lesson, version, seed, epoch, sample, layer, direction (bidirectional layers only), cell, activation,
/// recurrent_activation, loss, input, target, output, layer_input, weights, values, gradients.
/// input, target and output are the model's, of this sample, without the batch axis; with several of them, a list.
/// layer_input is what the traced layer read, [T][features]. loss, target and gradients only where there is a target.
/// values and gradients: {operation name: [T][units]}. weights: all of the model's, in Keras's order.
[[nodiscard]] Json traceJson(const engine::Model& model, const engine::Weights& weights, const engine::Trace& trace,
                             const TraceOrigin& origin);

}  // namespace cli
