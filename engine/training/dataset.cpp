// Dataset by dataset: splits, weights, checks.
#include "engine/training/dataset.h"

#include <algorithm>
#include <cmath>

#include "engine/core/error.h"

namespace engine {

namespace {

/// Weights come one a sample, or one a step of a sample.
std::size_t weightsPerSample(const Dataset& data) {
    return data.size() == 0 ? 0 : data.sampleWeights.size() / static_cast<std::size_t>(data.size());
}

void checkFinite(const Tensor& tensor, const std::string& who, const std::string& what, std::size_t number) {
    if (tensor.values.allFinite()) return;
    for (Index row = 0; row < tensor.values.rows(); ++row) {
        for (Index column = 0; column < tensor.values.cols(); ++column) {
            const Scalar value = tensor.values(row, column);
            if (std::isfinite(value)) continue;
            throw Error(who + ": expected finite numbers, got " + (std::isnan(value) ? "nan" : "inf") + " (" + what +
                        " " + std::to_string(number + 1) + ", sample " + std::to_string(row % tensor.batch) +
                        (tensor.sequence ? ", step " + std::to_string(row / tensor.batch) : "") + ", feature " +
                        std::to_string(column) + ")");
        }
    }
}

/// Holds targets to the loss in slices, so that no output of the whole set is needed.
void checkTargets(const Tensor& target, const Shape& shape, const Loss& loss) {
    constexpr double kMostNumbers = 1 << 22;
    const double most = kMostNumbers / (shape.size() * static_cast<double>(target.steps));
    const auto size = static_cast<Index>(std::clamp(most, 1.0, 256.0));
    for (Index first = 0; first < target.batch; first += size) {
        const Tensor slice = target.samples(first, std::min(size, target.batch - first));
        Shape concrete = shape;
        if (concrete.steps == kVariable) concrete.steps = slice.sequence ? slice.steps : slice.features();
        Tensor output;
        output.batch = slice.batch;
        output.steps = concrete.steps;
        output.sequence = concrete.sequence;
        output.values = Matrix::Zero(concrete.steps * slice.batch, concrete.features);
        loss.check(output, alignTarget(output, slice, loss.isSparse(), loss.name()));
    }
}

}  // namespace

Dataset samplesOf(const Dataset& data, Index first, Index count) {
    Dataset result;
    for (const Tensor& input : data.inputs) result.inputs.push_back(input.samples(first, count));
    for (const Tensor& target : data.targets) result.targets.push_back(target.samples(first, count));
    const std::size_t each = weightsPerSample(data);
    const auto begin = data.sampleWeights.begin() + static_cast<std::ptrdiff_t>(each) * first;
    result.sampleWeights.assign(begin, begin + static_cast<std::ptrdiff_t>(each) * count);
    return result;
}

Dataset gatherTargets(const Dataset& data, const std::vector<Index>& samples) {
    Dataset result;
    for (const Tensor& target : data.targets) result.targets.push_back(target.gather(samples));
    const std::size_t each = weightsPerSample(data);
    for (const Index sample : samples) {
        const auto begin = data.sampleWeights.begin() + static_cast<std::ptrdiff_t>(each) * sample;
        result.sampleWeights.insert(result.sampleWeights.end(), begin, begin + static_cast<std::ptrdiff_t>(each));
    }
    return result;
}

std::pair<Dataset, Dataset> splitValidation(const Dataset& data, double share) {
    if (!(share > 0.0 && share < 1.0))
        throw Error("validation split: expected a share between 0 and 1, got " + std::to_string(share));
    const Index size = data.size();
    const auto kept = static_cast<Index>(std::floor(static_cast<double>(size) * (1.0 - share)));
    if (kept == 0 || kept == size)
        throw Error("validation split: " + std::to_string(size) + " samples are too few for a share of " +
                    std::to_string(share));
    return {samplesOf(data, 0, kept), samplesOf(data, kept, size - kept)};
}

std::vector<double> classWeightsToSampleWeights(const Tensor& target, const std::map<Index, double>& classWeights) {
    if (target.sequence)
        throw Error("class weights: expected one class a sample, got targets of shape " + target.shape().text());
    std::vector<double> weights;
    for (Index sample = 0; sample < target.batch; ++sample) {
        Index label = 0;
        if (target.features() == 1) {
            label = static_cast<Index>(std::nearbyint(target.values(sample, 0)));
        } else {
            target.values.row(sample).maxCoeff(&label);
        }
        const auto found = classWeights.find(label);
        weights.push_back(found == classWeights.end() ? 1.0 : found->second);
    }
    return weights;
}

void checkDataset(const Dataset& data, const Model& model, const std::vector<std::shared_ptr<const Loss>>& losses,
                  const std::string& who) {
    const std::size_t inputs = model.inputNodes().size();
    if (data.inputs.size() != inputs)
        throw Error(who + ": expected " + std::to_string(inputs) + " inputs, got " +
                    std::to_string(data.inputs.size()));
    if (data.targets.size() != losses.size())
        throw Error(who + ": expected " + std::to_string(losses.size()) + " targets, got " +
                    std::to_string(data.targets.size()));
    const Index size = data.size();
    if (size == 0) throw Error(who + ": expected samples, got none");
    const auto checkSize = [&](const Tensor& tensor, const std::string& what) {
        if (tensor.batch != size)
            throw Error(who + ": expected " + std::to_string(size) + " " + what + ", got " +
                        std::to_string(tensor.batch));
    };
    for (const Tensor& input : data.inputs) checkSize(input, "samples of each input");
    for (const Tensor& target : data.targets) checkSize(target, "samples of each target");
    if (!data.sampleWeights.empty() && static_cast<Index>(data.sampleWeights.size()) % size != 0)
        throw Error(who + ": expected " + std::to_string(size) + " sample weights, got " +
                    std::to_string(data.sampleWeights.size()));
    model.checkInputs(data.inputs);
    for (std::size_t i = 0; i < data.inputs.size(); ++i) checkFinite(data.inputs[i], who, "input", i);
    for (std::size_t i = 0; i < data.targets.size(); ++i) checkFinite(data.targets[i], who, "target", i);
    if (!std::all_of(data.sampleWeights.begin(), data.sampleWeights.end(), [](double w) { return std::isfinite(w); }))
        throw Error(who + ": expected finite sample weights");
    const std::vector<Shape> shapes = model.outputShapes();
    for (std::size_t i = 0; i < losses.size(); ++i) checkTargets(data.targets[i], shapes[i], *losses[i]);
}

}  // namespace engine
