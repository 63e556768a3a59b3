// Everything that happened in one layer for one sample, and what every other part of the net handed on: what the Step
// page shows.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/cells/layerprograms.h"
#include "engine/cells/record.h"
#include "engine/models/model.h"
#include "engine/training/tracedlayers.h"

namespace engine {

class Loss;

/// A sample of one or several inputs, with its targets (by output; may be empty: then there are no gradients).
struct Sample {
    std::vector<Tensor> inputs;  ///< batch 1
    std::vector<Tensor> targets;
};

/// Clamps of another layer than the traced one.
struct LayerProbe {
    std::string layer;
    int direction = 0;
    CellProbe probe;
    bool operator==(const LayerProbe&) const = default;
};

/// For PassOptions::elsewhere, by node; they point into `probes`. Throws Error where there is no such layer.
[[nodiscard]] std::vector<NodeProbe> nodeProbes(const Model& model, const std::vector<LayerProbe>& probes);

struct TraceRequest {
    std::string layer;  ///< empty: the first recurrent layer; kLossPart and kResultPart for what follows the layers
    int direction = 0;  ///< 1: the backward layer of a Bidirectional
    CellProbe probe;
    std::vector<LayerProbe> elsewhere{};
    std::optional<OutputScale> scale{};  ///< of the first output; none: it has no other unit
};

/// One part of the net and what it hands on: an input, a layer (in the order of the graph), the result, the loss.
struct NetPart {
    enum class Kind { Input, Layer, Result, Loss };
    Kind kind = Kind::Layer;
    std::string name, className;                   ///< className: Keras's; empty where it is no layer
    std::shared_ptr<const CellProgram> program{};  ///< null: it only moves numbers and cannot be traced
    int directions = 1;
    bool sequence = false;
    std::vector<std::size_t> from{};  ///< the parts that it reads, by their place in Trace::net
    bool tokens = false;              ///< an input whose numbers are words
    Matrix values;                    ///< [steps x units]; tokens [steps x 1]
    Matrix gradients;                 ///< the same shape; empty where there are none
    [[nodiscard]] Index steps() const { return values.rows(); }
};

/// Immutable once made; shared between threads as shared_ptr<const Trace>.
struct Trace {
    std::string layer;
    int direction = 0;
    bool bidirectional = false;
    std::vector<NetPart> net;     ///< in the order of the graph
    CellRecord cell;              ///< batch 1: row t is step t
    std::vector<Tensor> outputs;  ///< the model's outputs
    std::vector<Tensor> inputs;
    std::vector<Tensor> targets;
    double loss = 0.0;                       ///< this sample's own loss; NaN where there is no target
    std::vector<Matrix> parameterGradients;  ///< of the cell's parameters, by CellProgram::parameters
    std::optional<OutputScale> scale;        ///< TraceRequest::scale

    [[nodiscard]] bool hasGradients() const { return !cell.gradients.empty(); }
};

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
