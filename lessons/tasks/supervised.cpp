// The base of tasks whose models are trained on samples with targets.
#include "lessons/tasks/supervised.h"

#include <algorithm>

#include "engine/core/error.h"
#include "engine/data/split.h"
#include "lessons/format/fields.h"
#include "lessons/format/yaml.h"

namespace lessons {

SupervisedTask::SupervisedTask(Spec spec, std::uint64_t seed)
    : Task(std::move(spec), seed), m_settings(readTraining(this->spec())) {
    m_settings.options.seed = seed;
}

std::string SupervisedTask::modelName(std::size_t model) const {
    return m_models.at(model).name.empty() ? Task::runName(model) : m_models[model].name;
}

std::string SupervisedTask::runName(std::size_t run) const {
    const std::string name = modelName(modelOfRun(run));
    return m_settings.seeds == 1 ? name : name + " #" + std::to_string(seed() + run / modelCount());
}

std::shared_ptr<const engine::Model> SupervisedTask::model(std::size_t run) const {
    return m_models.at(modelOfRun(run)).model;
}

engine::Weights SupervisedTask::initialWeights(std::size_t run) const {
    return model(run)->initialWeights(seed() + run / modelCount());
}

engine::TrainerOptions SupervisedTask::trainerOptions() const {
    return m_settings.options;
}

void SupervisedTask::setUp(engine::Dataset training, engine::Dataset validation, const Quantities& quantities) {
    std::vector<engine::Shape> shapes;
    for (std::size_t k = 0; k < training.inputs.size(); ++k) {
        shapes.push_back(training.inputs[k].shape());
        // What is held out may be longer: then the model takes any length.
        if (shapes[k].sequence && k < validation.inputs.size() && validation.inputs[k].steps != shapes[k].steps)
            shapes[k].steps = engine::kVariable;
    }
    m_models = buildModels(spec(), shapes, quantities);
    for (const NamedModel& named : m_models) named.model->checkInputs(training.inputs);
    if (m_settings.validationSplit > 0.0) {
        const engine::Index start = engine::validationStart(training.size(), m_settings.validationSplit);
        m_validation = partOf(training, start, training.size() - start);
        m_training = partOf(training, 0, start);
    } else {
        m_training = std::move(training);
        m_validation = std::move(validation);
    }
}

engine::Dataset partOf(const engine::Dataset& data, engine::Index first, engine::Index count) {
    engine::Dataset part;
    for (const engine::Tensor& input : data.inputs) part.inputs.push_back(input.samples(first, count));
    for (const engine::Tensor& target : data.targets) part.targets.push_back(target.samples(first, count));
    if (!data.sampleWeights.empty())
        part.sampleWeights.assign(data.sampleWeights.begin() + first, data.sampleWeights.begin() + first + count);
    return part;
}

std::vector<std::string> resultNames(const Spec& spec, const std::vector<std::string>& known) {
    if (spec.result.is_null()) return known;
    if (!spec.result.is_array()) spec.fail("result", "result: expected a list of " + listWords(known));
    std::vector<std::string> names;
    for (std::size_t i = 0; i < spec.result.size(); ++i) {
        const Json& name = spec.result[i];
        if (!name.is_string() || std::find(known.begin(), known.end(), name.get<std::string>()) == known.end())
            spec.fail("result." + std::to_string(i),
                      "result: expected " + listWords(known) + ", got " + describeValue(name));
        names.push_back(name.get<std::string>());
    }
    return names;
}

}  // namespace lessons
