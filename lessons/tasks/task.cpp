// What most tasks have in common.
#include "lessons/tasks/task.h"

#include "engine/core/error.h"
#include "engine/data/labels.h"

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

std::vector<Saying> Task::tell(const engine::Tensor& output) const {
    std::vector<Saying> sayings;
    const std::vector<engine::Index> classes = engine::argmaxRows(output.values);
    for (engine::Index row = 0; row < output.values.rows(); ++row) {
        const engine::Index best = classes[std::size_t(row)];
        const double value = double(output.values(row, best));
        if (output.values.cols() == 1)
            sayings.emplace_back(Amount{value, {}});
        else
            sayings.emplace_back(Choice{best, {}, value});
    }
    return sayings;
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
