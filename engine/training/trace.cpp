// Everything that happened in one layer for one sample.
#include "engine/training/trace.h"

#include <algorithm>
#include <limits>

#include "engine/cells/interpreter.h"
#include "engine/losses/loss.h"

namespace engine {
namespace {

/// The loss with its gradients, by output, in the order of the model's outputs.
struct Judged {
    double loss = std::numeric_limits<double>::quiet_NaN();
    std::vector<Tensor> gradients;
};

Judged judge(const Model& model, const std::vector<Tensor>& outputs, const std::vector<Tensor>& targets,
             const Loss& loss) {
    if (targets.size() != outputs.size())
        throw Error(model.name() + ": expected " + std::to_string(outputs.size()) + " targets, got " +
                    std::to_string(targets.size()));
    Judged judged;
    judged.loss = 0.0;
    for (std::size_t k = 0; k < outputs.size(); ++k) {
        loss.check(outputs[k], targets[k]);
        LossValue value = evaluateLoss(loss, outputs[k], targets[k]);
        judged.loss += value.value;
        judged.gradients.push_back(std::move(value.gradient));
    }
    return judged;
}

/// Class numbers as rows with a single 1.
Matrix oneHot(const Matrix& classes, Index columns) {
    Matrix rows = Matrix::Zero(classes.rows(), columns);
    for (Index row = 0; row < rows.rows(); ++row) {
        const auto number = static_cast<Index>(classes(row, 0));
        if (number >= 0 && number < columns) rows(row, number) = 1;
    }
    return rows;
}

/// A program of what follows the layers, run on rows of its own: forward, and backward where `withGradients`.
CellRecord recordOf(std::shared_ptr<const CellProgram> program, const Matrix& rows, const Tensor& output,
                    bool withGradients) {
    InterpreterInput input;
    input.input = &rows;
    input.batch = output.batch;
    input.steps = rows.rows() / output.batch;
    input.mask = output.mask.get();
    CellRecord record = interpret(std::move(program), input);
    if (withGradients) {
        const Matrix ones = Matrix::Ones(rows.rows(), record.program->units);
        static_cast<void>(interpretBackward(record, input, ones, {}));
    }
    return record;
}

/// The first output's; no operations where the loss is not written as some.
std::shared_ptr<const CellProgram> lossOperations(const Loss* loss, const std::vector<Tensor>& outputs,
                                                  const std::vector<Tensor>& targets) {
    if (!loss || targets.empty() || outputs.empty()) return nullptr;
    double rows = 0.0;
    static_cast<void>(rowWeights(outputs.front(), {}, rows));
    return lossProgram(loss->form(), outputs.front().values.cols(), rows);
}

CellRecord lossRecord(const Loss& loss, std::shared_ptr<const CellProgram> program, const Tensor& output,
                      const Tensor& target) {
    const Tensor aligned = alignTarget(output, target, loss.isSparse(), loss.name());
    const Index units = output.values.cols();
    Matrix rows(output.values.rows(), 2 * units);
    rows << output.values, (loss.isSparse() ? oneHot(aligned.values, units) : aligned.values);
    return recordOf(std::move(program), rows, output, true);
}

CellRecord resultRecord(const Tensor& output, const OutputScale& scale) {
    return recordOf(resultProgram(output.values.cols(), scale), output.values, output, false);
}

/// Tokens [1 x steps] as one a row.
Matrix rowsOf(const Tensor& tensor, bool tokens) {
    return tokens ? Matrix(tensor.values.transpose()) : tensor.values;
}

std::vector<NetPart> partsOf(const Model& model, const Pass& pass) {
    std::vector<NetPart> parts;
    std::vector<std::size_t> places(model.nodes().size(), 0);
    std::vector<bool> isToken(model.nodes().size(), false);
    for (const Node& node : model.nodes())
        if (node.layer && node.layer->readsTokens())
            for (const NodeOutput& input : node.inputs) isToken[static_cast<std::size_t>(input.node)] = true;
    for (std::size_t n = 0; n < model.nodes().size(); ++n) {
        const Node& node = model.nodes()[n];
        if (pass.values[n].empty()) continue;
        NetPart part;
        for (const NodeOutput& input : node.inputs)
            if (const std::size_t from = places[static_cast<std::size_t>(input.node)];
                std::find(part.from.begin(), part.from.end(), from) == part.from.end())
                part.from.push_back(from);
        places[n] = parts.size();
        part.kind = node.layer ? NetPart::Kind::Layer : NetPart::Kind::Input;
        part.name = node.name;
        part.tokens = !node.layer && isToken[n];
        const Tensor& value = pass.values[n].front();
        part.sequence = value.sequence || part.tokens;
        part.values = rowsOf(value, part.tokens);
        if (node.layer) {
            part.className = node.layer->className();
            part.program = node.layer->program();
            part.directions = node.layer->directions();
        }
        if (n < pass.gradients.size() && !pass.gradients[n].empty() && !part.tokens)
            part.gradients = pass.gradients[n].front().values;
        parts.push_back(std::move(part));
    }
    return parts;
}

/// Result and loss behind the layers.
void addEnds(Trace& trace, const Model& model, const Loss* loss, const std::shared_ptr<const CellProgram>& operations) {
    std::size_t answer = 0;
    while (answer + 1 < trace.net.size() &&
           trace.net[answer].name != model.nodes()[static_cast<std::size_t>(model.outputs().front().node)].name)
        ++answer;
    const Tensor& output = trace.outputs.front();
    if (trace.scale) {
        const CellRecord record = resultRecord(output, *trace.scale);
        trace.net.push_back({.kind = NetPart::Kind::Result,
                             .name = kResultPart,
                             .className = {},
                             .program = record.program,
                             .sequence = output.sequence,
                             .from = {answer},
                             .values = record.values[static_cast<std::size_t>(record.program->output)],
                             .gradients = {}});
    }
    if (!loss || trace.targets.empty()) return;
    trace.net.push_back({.kind = NetPart::Kind::Loss,
                         .name = kLossPart,
                         .className = {},
                         .program = operations,
                         .sequence = false,
                         .from = {answer},
                         .values = Matrix::Constant(1, 1, static_cast<Scalar>(trace.loss)),
                         .gradients = Matrix::Ones(1, 1)});
}

/// Where the gradient went to the logits the last activation has none of its own: what Keras's loss gives for the
/// probabilities is shown.
void addOutputGradient(const TracedLayer& found, const Model& model, const Judged& judged, const Loss& loss,
                       Trace& trace) {
    for (std::size_t k = 0; k < trace.outputs.size(); ++k) {
        if (model.outputs()[k].node != found.node || !judged.gradients[k].ofLogits) continue;
        Tensor probabilities = trace.outputs[k];
        probabilities.logits = nullptr;
        trace.cell.gradients[static_cast<std::size_t>(found.program->output)] =
            evaluateLoss(loss, probabilities, trace.targets[k]).gradient.values;
    }
}

bool isLayer(const Model& model, const std::string& name) {
    for (const auto& layer : model.layers())
        if (layer->name() == name) return true;
    return false;
}

}  // namespace

std::vector<NodeProbe> nodeProbes(const Model& model, const std::vector<LayerProbe>& probes) {
    std::vector<NodeProbe> all;
    for (const LayerProbe& one : probes) all.push_back({model.nodeOf(one.layer), one.direction, &one.probe});
    return all;
}

Trace traceSample(const Model& model, const Weights& weights, const Sample& sample, const Loss* loss,
                  const TraceRequest& request) {
    Trace trace;
    trace.inputs = sample.inputs;
    trace.targets = sample.targets;
    trace.scale = request.scale;
    trace.direction = request.direction;
    const bool isEnd = isEndPart(request.layer) && !isLayer(model, request.layer);
    TracedLayer found;
    if (!isEnd) found = findTraced(model, request.layer, request.direction);
    trace.layer = isEnd ? request.layer : found.name;
    trace.bidirectional = !isEnd && found.layer->directions() > 1;
    for (const Tensor& input : sample.inputs)
        if (input.batch != 1)
            throw Error(trace.layer + ": expected one sample to trace, got " + std::to_string(input.batch));

    Pass pass;
    PassOptions options;
    options.keepsAll = true;
    if (!isEnd) {
        options.recordedNode = found.node;
        options.record = &trace.cell;
        options.probe = request.probe.empty() ? nullptr : &request.probe;
        options.direction = request.direction;
    }
    options.elsewhere = nodeProbes(model, request.elsewhere);
    trace.outputs = model.forward(sample.inputs, weights, pass, options);
    trace.loss = std::numeric_limits<double>::quiet_NaN();
    Judged judged;
    const bool judges = loss && !sample.targets.empty();
    if (judges) {
        judged = judge(model, trace.outputs, sample.targets, *loss);
        trace.loss = judged.loss;
        Gradients gradients = model.zeroGradients();
        model.backward(judged.gradients, pass, gradients, true);
        if (!isEnd)
            for (const Parameter* parameter : found.layer->programParameters(request.direction))
                trace.parameterGradients.push_back(gradients[static_cast<std::size_t>(parameter->index)]);
        if (!isEnd && found.program->states.empty()) addOutputGradient(found, model, judged, *loss, trace);
    }
    trace.net = partsOf(model, pass);
    const auto operations = lossOperations(loss, trace.outputs, trace.targets);
    addEnds(trace, model, loss, operations);
    if (!isEnd) return trace;
    if (request.layer == kResultPart) {
        if (!trace.scale) throw Error("result: expected an output that has another unit, got none");
        trace.cell = resultRecord(trace.outputs.front(), *trace.scale);
    } else {
        if (!operations) throw Error("loss: expected one that is written as operations, got none");
        trace.cell = lossRecord(*loss, operations, trace.outputs.front(), trace.targets.front());
    }
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
