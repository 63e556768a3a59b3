// The tutorial's models and data sizes as workloads: what an epoch of each costs is what the lessons wait for.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/training/trainer.h"

namespace bench {

struct Workload {
    std::string name;   ///< "A"
    std::string title;  ///< "forecasting: LSTM 50 relu, T 50, 1 feature"
    std::shared_ptr<const engine::Model> model;
    engine::Dataset data;
    engine::TrainerOptions options;
    /// The least that an epoch needs: no input gradient of a first layer, no product with h_0 = 0, a repeated vector
    /// projected once. Multiplications and additions of all products; the activations come on top.
    double flops = 0.0;
    /// What backpropagation through time must keep of a batch: inputs, gates, states and outputs, in bytes.
    double keptBytes = 0.0;
};

/// A to F, Fg and S (batch 1), then the stacked, bidirectional, masked and encoder-decoder models of the lessons.
[[nodiscard]] std::vector<std::string> workloadNames();
[[nodiscard]] Workload makeWorkload(const std::string& name);

/// One recurrent layer of these sizes on random sequences, a Dense behind it: for curves over T, batch and units.
[[nodiscard]] Workload makeSized(engine::Index samples, engine::Index steps, engine::Index features,
                                 engine::Index units, engine::Index batch);

}  // namespace bench
