// What most tasks have in common.
#include "lessons/tasks/task.h"

#include "engine/core/error.h"
#include "engine/data/labels.h"
#include "lessons/tasks/results.h"

namespace lessons {

std::string Task::runName(std::size_t run) const {
    const std::shared_ptr<const engine::Model> shown = model(run);
    const std::vector<std::string> recurrent = shown ? engine::recurrentLayers(*shown) : std::vector<std::string>();
    if (recurrent.empty()) return shown ? shown->name() : spec().lesson;
    const engine::Node& node = shown->nodes()[std::size_t(shown->nodeOf(recurrent.front()))];
    const engine::Shape& output = node.outputShapes.front();
    return node.layer->className() + " " + std::to_string(output.features);
}

engine::Weights Task::initialWeights(std::size_t run) const {
    return model(run)->initialWeights(seed());
}

std::vector<std::string> Task::tell(const engine::Tensor& output) const {
    std::vector<std::string> words;
    const std::vector<engine::Index> classes = engine::argmaxRows(output.values);
    for (engine::Index row = 0; row < output.values.rows(); ++row) {
        const engine::Index best = classes[std::size_t(row)];
        const std::string number = rounded(double(output.values(row, best)), 3);
        words.push_back(output.values.cols() == 1 ? number
                                                  : std::to_string(best).append(" (").append(number).append(")"));
    }
    return words;
}

std::size_t Task::sampleCount() const {
    return std::size_t(training().size());
}

engine::Sample Task::sample(std::size_t index) const {
    if (index >= sampleCount())
        throw engine::Error(spec().lesson + ": expected a sample from 0 to " + std::to_string(sampleCount() - 1) +
                            ", got " + std::to_string(index));
    engine::Sample sample;
    for (const engine::Tensor& input : training().inputs)
        sample.inputs.push_back(input.samples(engine::Index(index), 1));
    for (const engine::Tensor& target : training().targets)
        sample.targets.push_back(target.samples(engine::Index(index), 1));
    return sample;
}

}  // namespace lessons
