// Keras's files. A .keras file: a zip of metadata.json, config.json and model.weights.h5.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/models/model.h"
#include "engine/optimizers/optimizer.h"

namespace engine {

/// A model with its numbers and, where it was compiled, how it is trained.
struct KerasFile {
    std::shared_ptr<const Model> model;
    Weights weights;
    std::vector<std::string> losses;           ///< by output, as makeLoss reads them; empty: not compiled
    std::vector<double> lossWeights;           ///< by output; empty: all 1
    std::vector<std::string> metrics;          ///< of every output, as makeMetric reads them
    std::vector<std::string> weightedMetrics;  ///< likewise; of them the samples' weights count
    std::string optimizer;                     ///< as makeOptimizer reads it; empty: not compiled
    std::string schedule;                      ///< as makeSchedule reads it; empty: a constant rate
    double learningRate = 0.0;                 ///< the rate in force
    std::optional<OptimizerState> optimizerState;
    /// Why the file's training setup could not be taken over (a loss we do not have, ...); predictions do not need it.
    std::string compileProblem;
    /// What is taken for something else, one line each: "dtype mixed_float16 is computed in float32".
    std::vector<std::string> notes;
};

/// A .keras file, or Keras's older .h5. Throws Error with one line: a file cut short, another program's file, a layer
/// we do not have, a shape that does not fit.
[[nodiscard]] KerasFile readKeras(const std::string& path);
/// How many numbers the file's optimizer has: slots, steps taken, rate. 0 where it was not compiled.
[[nodiscard]] Index optimizerParameters(const KerasFile& file);
/// Throws Error for what Keras does not have: a CellRNN, an activation of the papers or of Keras 2.
void checkWritable(const Model& model);
/// Written aside and renamed. Throws Error where the model is not writable.
void writeKeras(const std::string& path, const KerasFile& file);

}  // namespace engine
