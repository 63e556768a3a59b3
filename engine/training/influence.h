// Which step of a sample moved the net's answer: gradient times input, and what leaving a word out would change.
#pragma once

#include <string>
#include <vector>

#include "engine/cells/probe.h"
#include "engine/training/trace.h"

namespace engine {

struct InfluenceRequest {
    Index step = 0;     ///< which answer, where the net answers at every step; else not used
    std::string layer;  ///< with probe: whose clamps they are; empty: no probe
    int direction = 0;
    CellProbe probe;
    std::vector<LayerProbe> elsewhere{};  ///< what is held in other layers
    bool leaveOut = true;                 ///< a forward pass a word; only where the input is token numbers
};

/// The answer is one number y of the first output: the largest of its row (the class that the net says), the only one
/// of a forecast. Not the loss: there need be no target.
struct InputInfluence {
    Index row = 0, column = 0;  ///< of the first output
    double answer = 0.0;        ///< y
    /// By step of the first input: sum over features f of dy/dx_tf * x_tf; of a word, over the dimensions of its
    /// embedding row e: dy/de . e. Padding that the net masks has 0.
    std::vector<double> gradientTimesInput;
    /// By step: y with token 0 (padding) in the word's place, minus y. Padding itself: 0. Empty where the input is no
    /// token numbers.
    std::vector<double> leftOut;
};

/// Of the sample's first input. Throws Error where that input is token numbers that no Embedding reads.
[[nodiscard]] InputInfluence inputInfluence(const Model& model, const Weights& weights, const Sample& sample,
                                            const InfluenceRequest& request = {});

}  // namespace engine
