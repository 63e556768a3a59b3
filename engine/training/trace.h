// Everything that happened in one recurrent layer for one sample: what the Step page shows.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/cells/probe.h"
#include "engine/cells/record.h"
#include "engine/models/model.h"

namespace engine {

class Loss;

/// A sample of one or several inputs, with its targets (by output; may be empty: then there are no gradients).
struct Sample {
    std::vector<Tensor> inputs;  ///< batch 1
    std::vector<Tensor> targets;
};

struct TraceRequest {
    std::string layer;  ///< empty: the first recurrent layer
    int direction = 0;  ///< 1: the backward layer of a Bidirectional
    CellProbe probe;
};

/// Immutable once made; shared between threads as shared_ptr<const Trace>.
struct Trace {
    std::string layer;
    int direction = 0;
    bool bidirectional = false;
    CellRecord cell;              ///< batch 1: row t is step t
    std::vector<Tensor> outputs;  ///< the model's outputs
    std::vector<Tensor> inputs;
    std::vector<Tensor> targets;
    double loss = 0.0;                       ///< this sample's own loss; NaN where there is no target
    std::vector<Matrix> parameterGradients;  ///< of the cell's parameters, by CellProgram::parameters

    [[nodiscard]] bool hasGradients() const { return !cell.gradients.empty(); }
};

/// Names of the layers that have a cell program, in the model's order; a Bidirectional counts once.
[[nodiscard]] std::vector<std::string> recurrentLayers(const Model& model);

/// 2 for a Bidirectional, else 1. Throws Error where the layer has no cell.
[[nodiscard]] int directionsOf(const Model& model, const std::string& layer);

/// The cell of a recurrent layer; `layer` and `direction` as in TraceRequest. Throws Error where there is none.
[[nodiscard]] std::shared_ptr<const CellProgram> cellProgramOf(const Model& model, const std::string& layer,
                                                               int direction = 0);

/// Parameter::index of the k-th parameter (CellProgram::parameters) of a recurrent layer; `layer` and `direction` as in
/// TraceRequest. Throws Error where there is none.
[[nodiscard]] Index cellParameter(const Model& model, const std::string& layer, int direction, std::size_t k);

/// loss: by output; null: forward only. The weights are untouched.
[[nodiscard]] Trace traceSample(const Model& model, const Weights& weights, const Sample& sample, const Loss* loss,
                                const TraceRequest& request = {});

/// Per gate of a program: the share of (step, sample) pairs below 0.1 and above 0.9, by unit (Karpathy et al. 2015,
/// section 4.2).
struct GateSaturation {
    int operation = -1;
    std::vector<double> below, above;
};
[[nodiscard]] std::vector<GateSaturation> gateSaturation(const CellRecord& record);

/// Norm of dLoss/d(operation) by step, e.g. of h or c.
[[nodiscard]] std::vector<double> gradientNorms(const CellRecord& record, int operation);

}  // namespace engine
