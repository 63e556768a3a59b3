// .keras files: a zip of metadata.json, config.json and model.weights.h5.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "engine/models/model.h"
#include "engine/optimizers/optimizer.h"

namespace engine {

struct KerasFile {
    std::shared_ptr<const Model> model;
    Weights weights;
    std::string loss, optimizer;               ///< as makeLoss and makeOptimizer read them; empty: not compiled
    double learningRate = 0.0;
    std::optional<OptimizerState> optimizerState;
};

/// Throws Error with one line: a file cut short, another program's file, a layer we do not have, a shape that does not fit.
[[nodiscard]] KerasFile readKeras(const std::string& path);
/// Written aside and renamed.
void writeKeras(const std::string& path, const KerasFile& file);

}  // namespace engine
