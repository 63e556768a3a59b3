// A layer without states as its program.
#include "engine/layers/asprogram.h"

#include <algorithm>
#include <utility>

#include "engine/cells/interpreter.h"
#include "engine/layers/check.h"

namespace engine {
namespace {

struct ProgramCache : Cache {
    CellRecord own;
    CellRecord* record = nullptr;  ///< the caller's, or own
    CellProbe probe;
    std::vector<Matrix> parameters;
    bool tokens = false;
};

/// Tokens [batch x steps] as [steps*batch x 1].
Matrix tokenRows(const Tensor& x) {
    const Index steps = x.values.cols();
    Matrix rows(steps * x.batch, 1);
    for (Index t = 0; t < steps; ++t)
        for (Index b = 0; b < x.batch; ++b) rows(t * x.batch + b, 0) = x.values(b, t);
    return rows;
}

InterpreterInput inputOf(const ProgramCache& cache, const Matrix& rows, Index batch) {
    InterpreterInput input;
    input.input = &rows;
    input.batch = batch;
    input.steps = batch > 0 ? rows.rows() / batch : 0;
    input.parameters = cache.parameters;
    if (!cache.probe.empty()) input.probe = &cache.probe;
    return input;
}

/// What the last activation reads; -1 where the output is no activation.
int logitsOf(const CellProgram& program) {
    const Operation& last = program.operations[static_cast<std::size_t>(program.output)];
    return last.kind == Operation::Kind::Activate ? last.operands[0].operation : -1;
}

bool isHeld(const CellProbe& probe, int operation) {
    return !probe.ablatedUnits.empty() ||
           std::any_of(probe.clamps.begin(), probe.clamps.end(),
                       [operation](const Clamp& clamp) { return clamp.operation == operation; });
}

}  // namespace

std::vector<Tensor> forwardAsProgram(const Layer& layer, const Tensor& x, std::shared_ptr<const Mask> mask,
                                     Call& call) {
    auto cache = std::make_unique<ProgramCache>();
    cache->record = call.record ? call.record : &cache->own;
    if (call.probe) cache->probe = *call.probe;
    for (const Parameter* parameter : layer.programParameters()) cache->parameters.push_back(valueOf(call, *parameter));
    cache->tokens = layer.readsTokens();
    CellRecord& record = *cache->record;
    const Matrix rows = cache->tokens ? tokenRows(x) : x.values;
    record = interpret(layer.program(), inputOf(*cache, rows, x.batch));
    Tensor y{.values = record.values[static_cast<std::size_t>(record.program->output)],
             .batch = x.batch,
             .steps = cache->tokens ? x.values.cols() : x.steps,
             .sequence = cache->tokens || x.sequence,
             .mask = std::move(mask)};
    if (y.mask) record.mask = *y.mask;
    // A loss that went from the logits would not see what is held behind them.
    if (const int logits = logitsOf(*record.program);
        logits >= 0 && layer.endsInActivation() && !isHeld(cache->probe, record.program->output))
        y.logits = std::make_shared<const Matrix>(record.values[static_cast<std::size_t>(logits)]);
    call.cache = std::move(cache);
    return moved(std::move(y));
}

std::vector<Tensor> backwardAsProgram(const Layer& layer, const std::vector<Tensor>& outputGradients, Call& call) {
    const auto& cache = cacheOf<ProgramCache>(call);
    CellRecord& record = *cache.record;
    const Tensor& dy = outputGradients.front();
    const InterpreterInput input = inputOf(cache, record.input, record.batch);
    const int at = dy.ofLogits ? logitsOf(*record.program) : -1;
    const InterpreterGradients gradients = interpretBackward(record, input, dy.values, {}, at);
    const std::vector<const Parameter*> parameters = layer.programParameters();
    for (std::size_t k = 0; k < parameters.size(); ++k)
        (*call.gradients)[static_cast<std::size_t>(parameters[k]->index)] += gradients.parameters[k];
    if (cache.tokens || !call.wantsInputGradients) return std::vector<Tensor>(1);
    Tensor dx{
        .values = record.inputGradient, .batch = dy.batch, .steps = dy.steps, .sequence = dy.sequence, .mask = nullptr};
    return moved(std::move(dx));
}

}  // namespace engine
