// The base of tasks whose models are trained on samples with targets: all but data, labels and outcome.
#pragma once

#include "lessons/format/modelsection.h"
#include "lessons/format/training.h"
#include "lessons/tasks/task.h"

namespace lessons {

class SupervisedTask : public Task {
 public:
    /// Every model of the lesson from every seed: run k is model k % modelCount from the initial weights of seed() +
    /// k / modelCount, so that models which share a seed follow each other.
    [[nodiscard]] std::size_t runCount() const override { return m_models.size() * std::size_t(m_settings.seeds); }
    [[nodiscard]] std::size_t modelCount() const { return m_models.size(); }
    [[nodiscard]] std::size_t modelOfRun(std::size_t run) const override { return run % m_models.size(); }
    [[nodiscard]] std::string modelName(std::size_t model) const override;
    [[nodiscard]] engine::Weights initialWeights(std::size_t run = 0) const override;
    [[nodiscard]] std::string runName(std::size_t run) const override;
    [[nodiscard]] std::shared_ptr<const engine::Model> model(std::size_t run = 0) const override;
    [[nodiscard]] const engine::Dataset& training() const override { return m_training; }
    [[nodiscard]] const engine::Dataset& validation() const override { return m_validation; }
    [[nodiscard]] engine::TrainerOptions trainerOptions() const override;
    [[nodiscard]] int epochs() const override { return m_settings.epochs; }
    [[nodiscard]] int earlyStoppingPatience() const override { return m_settings.patience; }
    [[nodiscard]] bool restoresBestWeights() const override { return m_settings.restoreBestWeights; }

 protected:
    /// Reads the training section.
    SupervisedTask(Spec spec, std::uint64_t seed);
    /// Builds the model section for inputs shaped as these datasets', and takes the datasets. Throws Error where the
    /// model's inputs or the targets do not fit. validation may be empty; then validation_split of the training section
    /// applies. quantities: what the model section may name (see buildModels).
    void setUp(engine::Dataset training, engine::Dataset validation = {}, const Quantities& quantities = {});
    [[nodiscard]] const TrainingSettings& settings() const { return m_settings; }

 private:
    TrainingSettings m_settings;
    std::vector<NamedModel> m_models;
    engine::Dataset m_training, m_validation;
};

/// Samples first .. first+count-1 of every input and target, with their weights.
[[nodiscard]] engine::Dataset partOf(const engine::Dataset& data, engine::Index first, engine::Index count);

/// The `result` section: a list of some of these names, or nothing for all. Throws Error with the place.
[[nodiscard]] std::vector<std::string> resultNames(const Spec& spec, const std::vector<std::string>& known);

}  // namespace lessons
