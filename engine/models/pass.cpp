// Running a graph of layers: forward, backward, predict.
#include <algorithm>
#include <utility>

#include "engine/models/limits.h"
#include "engine/models/model.h"

namespace engine {

namespace {

constexpr Index kPredictShard = 256;

std::size_t at(Index index) {
    return static_cast<std::size_t>(index);
}

std::uint64_t nodeSeed(std::uint64_t dropoutSeed, std::size_t node) {
    Random random = Random(dropoutSeed).stream(node);
    const std::uint64_t high = random.next();
    return high << 32 | random.next();
}

void accumulate(Tensor& sum, Tensor gradient) {
    if (gradient.values.size() == 0) return;
    if (sum.values.size() == 0) {
        sum = std::move(gradient);
    } else {
        sum.values += gradient.values;
    }
}

}  // namespace

std::vector<Tensor> Model::forward(std::vector<Tensor> inputs, const Weights& weights, Pass& pass,
                                   const PassOptions& options) const {
    return run(std::move(inputs), weights, pass, options, true);
}

std::vector<Tensor> Model::run(std::vector<Tensor> inputs, const Weights& weights, Pass& pass,
                               const PassOptions& options, bool keepForBackward) const {
    requireFinished();
    checkInputs(inputs);
    if (const double numbers = numbersOfSample(inputs) * static_cast<double>(inputs.front().batch);
        numbers > kMostOfPass)
        throw Error(m_name + ": expected at most " + countText(kMostOfPass) + " numbers in one pass, got " +
                    countText(numbers) + ": fewer samples at once");
    // How often each value will be read; its last reader gets the value itself, the others a copy.
    std::vector<std::vector<Index>> reads(m_nodes.size());
    for (std::size_t n = 0; n < m_nodes.size(); ++n) reads[n].assign(m_nodes[n].outputShapes.size(), 0);
    for (std::size_t n = 0; n < m_nodes.size(); ++n) {
        if (!m_needed[n]) continue;
        for (const NodeOutput& input : m_nodes[n].inputs) ++reads[at(input.node)][at(input.output)];
    }
    for (const NodeOutput& output : m_outputs) ++reads[at(output.node)][at(output.output)];
    // Logits are a short cut around the last activation: for an output that its own activation made and nobody else
    // reads.
    std::vector<bool> keepsLogits;
    for (const NodeOutput& output : m_outputs) {
        const Node& node = m_nodes[at(output.node)];
        keepsLogits.push_back(node.layer && node.layer->endsInActivation() &&
                              reads[at(output.node)][at(output.output)] == 1);
    }

    pass.keepsAll = options.keepsAll;
    std::vector<std::unique_ptr<Cache>> before(m_nodes.size());
    for (std::size_t n = 0; n < std::min(before.size(), pass.calls.size()); ++n)
        before[n] = std::move(pass.calls[n].cache);
    pass.calls.clear();
    pass.calls.reserve(m_nodes.size());
    pass.arguments.assign(m_nodes.size(), {});
    pass.values.assign(m_nodes.size(), {});
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        pass.values[at(m_inputs[i])].push_back(std::move(inputs[i]));
    }
    const auto read = [&](const NodeOutput& from) {
        Tensor& value = pass.values[at(from.node)][at(from.output)];
        return --reads[at(from.node)][at(from.output)] == 0 && !options.keepsAll ? std::move(value) : value;
    };

    for (std::size_t n = 0; n < m_nodes.size(); ++n) {
        pass.calls.push_back(Call{.weights = weights,
                                  .training = options.training,
                                  .dropoutSeed = options.training ? nodeSeed(options.dropoutSeed, n) : 0,
                                  .firstSample = options.firstSample,
                                  .states = options.states,
                                  .cache = std::move(before[n])});
        const Node& node = m_nodes[n];
        if (!node.layer || !m_needed[n]) continue;
        if (options.stop.stop_requested()) throw Cancelled();
        Call& call = pass.calls.back();
        if (static_cast<Index>(n) == options.recordedNode) {
            call.record = options.record;
            call.probe = options.probe;
            call.direction = options.direction;
        }
        for (const NodeProbe& one : options.elsewhere) {
            if (static_cast<Index>(n) != one.node || call.probe) continue;
            call.probe = one.probe;
            if (!call.record) call.direction = one.direction;
        }
        for (const NodeOutput& input : node.inputs) pass.arguments[n].push_back(read(input));
        pass.values[n] = node.layer->forward(pass.arguments[n], call);
        if (!keepForBackward) {
            call.cache.reset();
            pass.arguments[n].clear();
        }
    }
    std::vector<Tensor> outputs;
    for (std::size_t o = 0; o < m_outputs.size(); ++o) {
        outputs.push_back(read(m_outputs[o]));
        if (!keepsLogits[o]) outputs.back().logits = nullptr;
    }
    return outputs;
}

std::vector<Tensor> Model::backward(const std::vector<Tensor>& outputGradients, Pass& pass, Gradients& gradients,
                                    bool wantsInputGradients) const {
    if (outputGradients.size() != m_outputs.size()) {
        throw Error(m_name + ": expected " + std::to_string(m_outputs.size()) + " output gradients, got " +
                    std::to_string(outputGradients.size()));
    }
    std::vector<std::vector<Tensor>> sums(m_nodes.size());
    for (std::size_t n = 0; n < m_nodes.size(); ++n) sums[n].resize(m_nodes[n].outputShapes.size());
    for (std::size_t o = 0; o < m_outputs.size(); ++o) {
        accumulate(sums[at(m_outputs[o].node)][at(m_outputs[o].output)], outputGradients[o]);
    }
    if (pass.keepsAll) pass.gradients.assign(m_nodes.size(), {});
    for (std::size_t n = m_nodes.size(); n-- > 0;) {
        const Node& node = m_nodes[n];
        const bool reached =
            std::any_of(sums[n].begin(), sums[n].end(), [](const Tensor& t) { return t.values.size() > 0; });
        if (!node.layer || !m_needed[n] || !reached) continue;
        Call& call = pass.calls[n];
        if (pass.keepsAll) pass.gradients[n] = sums[n];
        call.gradients = &gradients;
        call.wantsInputGradients = wantsInputGradients || call.record ||
                                   std::any_of(node.inputs.begin(), node.inputs.end(), [&](const NodeOutput& input) {
                                       return m_hasParametersBelow[at(input.node)];
                                   });
        std::vector<Tensor> inputGradients = node.layer->backward(sums[n], call);
        for (std::size_t i = 0; call.wantsInputGradients && i < node.inputs.size() && i < inputGradients.size(); ++i) {
            accumulate(sums[at(node.inputs[i].node)][at(node.inputs[i].output)], std::move(inputGradients[i]));
        }
        sums[n].clear();
    }
    for (const Index input : m_inputs)
        if (pass.keepsAll) pass.gradients[at(input)] = sums[at(input)];
    std::vector<Tensor> inputGradients(m_inputs.size());
    for (std::size_t i = 0; wantsInputGradients && i < m_inputs.size(); ++i) {
        inputGradients[i] = std::move(sums[at(m_inputs[i])].front());
    }
    return inputGradients;
}

std::vector<Tensor> Model::predict(const std::vector<Tensor>& inputs, const Weights& weights,
                                   const PassOptions& options) const {
    checkInputs(inputs);
    const Index batch = inputs.front().batch;
    double ofOutputs = 0.0, ofInputs = 0.0;
    for (const Shape& shape : outputShapes()) ofOutputs += shape.size() * static_cast<double>(batch);
    for (const Tensor& input : inputs) ofInputs += static_cast<double>(input.values.size());
    if (ofOutputs > kMostOutputs + 64.0 * ofInputs)
        throw Error(m_name + ": expected outputs of at most " + countText(kMostOutputs + 64.0 * ofInputs) +
                    " numbers for these inputs, got " + countText(ofOutputs));
    Index shard = std::min(batch, kPredictShard);
    if (options.states) {
        shard = m_batchSize == kVariable ? batch : m_batchSize;
        if (batch > 0 && batch % shard != 0)
            throw Error(m_name + ": expected a multiple of the " + std::to_string(shard) +
                        " samples that the stateful model is fixed to, got " + std::to_string(batch));
    } else if (const double most = kMostOfPass / std::max(1.0, numbersOfSample(inputs));
               static_cast<double>(shard) > most) {
        shard = std::max<Index>(1, static_cast<Index>(most));
    }
    std::vector<std::vector<Tensor>> shards(m_outputs.size());
    Index first = 0;
    do {
        const Index count = std::min(shard, batch - first);
        std::vector<Tensor> part;
        for (const Tensor& input : inputs) part.push_back(input.samples(first, count));
        PassOptions own = options;
        if (!options.states) own.firstSample += first;  // a batch's states are kept by the place in it
        Pass pass;
        std::vector<Tensor> outputs = run(std::move(part), weights, pass, own, false);
        for (std::size_t o = 0; o < outputs.size(); ++o) shards[o].push_back(std::move(outputs[o]));
        first += count;
    } while (first < batch);
    std::vector<Tensor> whole;
    for (auto& parts : shards)
        whole.push_back(parts.size() == 1 ? std::move(parts.front()) : concatenateBatches(parts));
    return whole;
}

}  // namespace engine
