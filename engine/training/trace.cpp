// Everything that happened in one recurrent layer for one sample.
#include "engine/training/trace.h"

#include <limits>

#include "engine/layers/bidirectional.h"
#include "engine/losses/loss.h"

namespace engine {
namespace {

/// The recurrent layer itself, or that of a Bidirectional in this direction; null for any other layer.
const Recurrent* recurrentOf(const Layer* layer, int direction) {
    if (const auto* both = dynamic_cast<const Bidirectional*>(layer)) return &both->layer(direction);
    return dynamic_cast<const Recurrent*>(layer);
}

struct Found {
    std::string layer;
    Index node = 0;
    const Recurrent* recurrent = nullptr;
    bool bidirectional = false;
};

/// layer empty: the first recurrent layer.
Found findRecurrent(const Model& model, const std::string& layer, int direction) {
    const std::vector<std::string> names = recurrentLayers(model);
    if (layer.empty() && names.empty())
        throw Error(model.name() + ": expected a recurrent layer to trace, got a model without one");
    Found found;
    found.layer = layer.empty() ? names.front() : layer;
    found.node = model.nodeOf(found.layer);
    const Layer* named = model.nodes()[static_cast<std::size_t>(found.node)].layer.get();
    found.recurrent = recurrentOf(named, direction);
    if (!found.recurrent)
        throw Error(found.layer + ": expected a recurrent layer to trace, got " +
                    (named ? named->className() : "an input"));
    found.bidirectional = dynamic_cast<const Bidirectional*>(named) != nullptr;
    if (direction != 0 && !found.bidirectional)
        throw Error(found.layer + ": expected direction forward, got backward of a layer that runs in one direction");
    return found;
}

}  // namespace

std::vector<std::string> recurrentLayers(const Model& model) {
    std::vector<std::string> names;
    for (const auto& layer : model.layers())
        if (recurrentOf(layer.get(), 0)) names.push_back(layer->name());
    return names;
}

int directionsOf(const Model& model, const std::string& layer) {
    return findRecurrent(model, layer, 0).bidirectional ? 2 : 1;
}

std::shared_ptr<const CellProgram> cellProgramOf(const Model& model, const std::string& layer, int direction) {
    return findRecurrent(model, layer, direction).recurrent->program();
}

Index cellParameter(const Model& model, const std::string& layer, int direction, std::size_t k) {
    const Found found = findRecurrent(model, layer, direction);
    const std::vector<const Parameter*> parameters = found.recurrent->parameters();
    if (k >= parameters.size())
        throw Error(found.layer + ": expected one of " + std::to_string(parameters.size()) + " parameters, got " +
                    std::to_string(k));
    return parameters[k]->index;
}

Trace traceSample(const Model& model, const Weights& weights, const Sample& sample, const Loss* loss,
                  const TraceRequest& request) {
    const Found found = findRecurrent(model, request.layer, request.direction);
    Trace trace;
    trace.layer = found.layer;
    trace.direction = request.direction;
    trace.bidirectional = found.bidirectional;
    for (const Tensor& input : sample.inputs)
        if (input.batch != 1)
            throw Error(trace.layer + ": expected one sample to trace, got " + std::to_string(input.batch));

    Pass pass;
    PassOptions options;
    options.recordedNode = found.node;
    options.record = &trace.cell;
    options.probe = request.probe.empty() ? nullptr : &request.probe;
    options.direction = request.direction;
    trace.inputs = sample.inputs;
    trace.targets = sample.targets;
    trace.outputs = model.forward(sample.inputs, weights, pass, options);
    trace.loss = std::numeric_limits<double>::quiet_NaN();
    if (!loss || sample.targets.empty()) return trace;
    if (sample.targets.size() != trace.outputs.size())
        throw Error(model.name() + ": expected " + std::to_string(trace.outputs.size()) + " targets, got " +
                    std::to_string(sample.targets.size()));

    trace.loss = 0.0;
    std::vector<Tensor> outputGradients;
    for (std::size_t k = 0; k < trace.outputs.size(); ++k) {
        loss->check(trace.outputs[k], sample.targets[k]);
        LossValue value = evaluateLoss(*loss, trace.outputs[k], sample.targets[k]);
        trace.loss += value.value;
        outputGradients.push_back(std::move(value.gradient));
    }
    Gradients gradients = model.zeroGradients();
    model.backward(outputGradients, pass, gradients, true);
    for (const Parameter* parameter : found.recurrent->parameters())
        trace.parameterGradients.push_back(gradients[static_cast<std::size_t>(parameter->index)]);
    return trace;
}

std::vector<GateSaturation> gateSaturation(const CellRecord& record) {
    std::vector<GateSaturation> all;
    const CellProgram& program = *record.program;
    for (std::size_t k = 0; k < program.operations.size(); ++k) {
        if (!program.operations[k].isGate) continue;
        const Matrix& values = record.values[k];
        GateSaturation gate{static_cast<int>(k), std::vector<double>(static_cast<std::size_t>(program.units), 0.0), {}};
        gate.above = gate.below;
        double counted = 0.0;
        for (Index row = 0; row < values.rows(); ++row) {
            if (!record.mask.empty() && !record.mask[static_cast<std::size_t>(row)]) continue;
            counted += 1.0;
            for (Index unit = 0; unit < program.units; ++unit) {
                gate.below[static_cast<std::size_t>(unit)] += values(row, unit) < Scalar(0.1) ? 1.0 : 0.0;
                gate.above[static_cast<std::size_t>(unit)] += values(row, unit) > Scalar(0.9) ? 1.0 : 0.0;
            }
        }
        for (std::size_t unit = 0; unit < gate.below.size() && counted > 0.0; ++unit) {
            gate.below[unit] /= counted;
            gate.above[unit] /= counted;
        }
        all.push_back(std::move(gate));
    }
    return all;
}

std::vector<double> gradientNorms(const CellRecord& record, int operation) {
    std::vector<double> norms;
    if (operation < 0 || static_cast<std::size_t>(operation) >= record.gradients.size()) return norms;
    const Matrix& gradient = record.gradients[static_cast<std::size_t>(operation)];
    for (Index t = 0; t < record.steps; ++t)
        norms.push_back(gradient.middleRows(t * record.batch, record.batch).template cast<double>().norm());
    return norms;
}

}  // namespace engine
