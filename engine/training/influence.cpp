// One forward and one backward pass of the answer; a forward pass more for each word that is left out.
#include "engine/training/influence.h"

#include "engine/layers/embedding.h"

namespace engine {
namespace {

PassOptions optionsOf(const Model& model, const InfluenceRequest& request) {
    PassOptions options;
    options.elsewhere = nodeProbes(model, request.elsewhere);
    if (request.layer.empty() || request.probe.empty()) return options;
    options.recordedNode = model.nodeOf(request.layer);
    options.probe = &request.probe;
    options.direction = request.direction;
    return options;
}

/// The Embedding that the model's first input goes into; null where there is none.
const Embedding* embeddingOf(const Model& model) {
    for (const Node& node : model.nodes())
        if (!node.inputs.empty() && node.inputs.front() == NodeOutput{model.inputNodes().front(), 0})
            if (const auto* embedding = dynamic_cast<const Embedding*>(node.layer.get())) return embedding;
    return nullptr;
}

double answerOf(const Model& model, const Weights& weights, std::vector<Tensor> inputs, const PassOptions& options,
                const InputInfluence& place) {
    Pass pass;
    return static_cast<double>(
        model.forward(std::move(inputs), weights, pass, options).front().values(place.row, place.column));
}

}  // namespace

InputInfluence inputInfluence(const Model& model, const Weights& weights, const Sample& sample,
                              const InfluenceRequest& request) {
    const Tensor& input = sample.inputs.front();
    if (input.batch != 1) throw Error(model.name() + ": expected one sample, got " + std::to_string(input.batch));
    const PassOptions options = optionsOf(model, request);
    Pass pass;
    const std::vector<Tensor> outputs = model.forward(sample.inputs, weights, pass, options);
    const Tensor& output = outputs.front();
    InputInfluence result;
    if (output.sequence) {
        if (request.step < 0 || request.step >= output.steps)
            throw Error(model.name() + ": expected a step below " + std::to_string(output.steps) + ", got " +
                        std::to_string(request.step));
        result.row = request.step;
    }
    result.answer = static_cast<double>(output.values.row(result.row).maxCoeff(&result.column));

    // dy/dy = 1; the other outputs and their gradients do not come in.
    std::vector<Tensor> ones(outputs.size());
    ones.front() = output;
    ones.front().logits = nullptr;
    ones.front().values.setZero();
    ones.front().values(result.row, result.column) = 1;
    Gradients gradients = model.zeroGradients();
    const std::vector<Tensor> inputGradients = model.backward(ones, pass, gradients, true);

    if (input.sequence) {
        const Matrix& slope = inputGradients.front().values;
        for (Index t = 0; t < input.steps; ++t)
            result.gradientTimesInput.push_back(slope.size() == 0 ? 0.0
                                                                  : slope.row(t).template cast<double>().dot(
                                                                        input.values.row(t).template cast<double>()));
        return result;
    }
    const Embedding* embedding = embeddingOf(model);
    if (!embedding)
        throw Error(model.name() + ": expected a sequence or an Embedding that reads the words, got neither");
    const Layer& layer = *embedding;
    const auto table = static_cast<std::size_t>(layer.parameters().front()->index);
    const Index steps = input.values.cols();
    result.gradientTimesInput.assign(static_cast<std::size_t>(steps), 0.0);
    if (gradients.hasReads(table)) {
        const RowReads& reads = gradients.reads[table];
        for (std::size_t t = 0; t < reads.rows.size() && t < result.gradientTimesInput.size(); ++t)
            result.gradientTimesInput[t] = reads.slices.row(static_cast<Index>(t))
                                               .template cast<double>()
                                               .dot(weights[table].row(reads.rows[t]).template cast<double>());
    }
    for (Index t = 0; request.leaveOut && t < steps; ++t) {
        double change = 0.0;
        if (input.values(0, t) != Scalar(0)) {
            std::vector<Tensor> without = sample.inputs;
            without.front().values(0, t) = 0;
            change = answerOf(model, weights, std::move(without), options, result) - result.answer;
        }
        result.leftOut.push_back(change);
    }
    return result;
}

}  // namespace engine
