// A version of a lesson made concrete: its data, its model, how it is trained, and what its outcome is.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/training/trace.h"
#include "engine/training/trainer.h"
#include "lessons/format/lesson.h"
#include "lessons/tasks/outcome.h"

namespace lessons {

/// What the running session tells of itself; results of some tasks need it (accuracies after training).
struct RunFacts {
    engine::Logs lastLogs;
    double seconds = 0;
};

class Task {
 public:
    virtual ~Task() = default;

    [[nodiscard]] const Spec& spec() const { return m_spec; }
    [[nodiscard]] std::uint64_t seed() const { return m_seed; }

    /// Models trained one after the other: one, but two in lesson 14 and eight in lesson 15.
    [[nodiscard]] virtual std::size_t runCount() const { return 1; }
    [[nodiscard]] virtual std::string runName(std::size_t run) const;  ///< "LSTM 50"
    /// Which of the lesson's models a run trains, and what it is called: runs of one model differ in their seed.
    [[nodiscard]] virtual std::size_t modelOfRun(std::size_t run) const { return run; }
    [[nodiscard]] virtual std::string modelName(std::size_t model) const { return runName(model); }
    [[nodiscard]] virtual std::shared_ptr<const engine::Model> model(std::size_t run = 0) const = 0;
    /// As the lesson fixes them, or Model::initialWeights(seed).
    [[nodiscard]] virtual engine::Weights initialWeights(std::size_t run = 0) const;
    [[nodiscard]] virtual const engine::Dataset& training() const = 0;
    [[nodiscard]] virtual const engine::Dataset& validation() const = 0;
    /// Losses, metrics, optimizer, learning rate, batch size, clipping, shuffle, seed; epochs is beside it.
    [[nodiscard]] virtual engine::TrainerOptions trainerOptions() const = 0;
    /// Whether there is something to learn from: what cannot be trained shows no controls for it.
    [[nodiscard]] bool isTrainable() const { return training().size() > 0 && !training().targets.empty(); }
    [[nodiscard]] virtual int epochs() const = 0;                          ///< 0: nothing to train
    [[nodiscard]] virtual int earlyStoppingPatience() const { return 0; }  ///< 0: off
    /// After an early stop the weights of the best epoch are the result (Keras's restore_best_weights).
    [[nodiscard]] virtual bool restoresBestWeights() const { return false; }

    /// Samples a trace can be asked for: the training samples in time order, before any shuffle.
    [[nodiscard]] virtual std::size_t sampleCount() const;
    [[nodiscard]] virtual engine::Sample sample(std::size_t index) const;
    /// What a recurrent layer reads, or what the layers below it make of; the layers of one net may read different
    /// inputs, as encoder and decoder do. Empty: the first one.
    [[nodiscard]] virtual InputDescription input(const std::string& layer = {}) const = 0;
    [[nodiscard]] virtual SampleDescription describe(std::size_t sample, const std::string& layer = {}) const = 0;

    /// What the net says for one sample: one a row of its first output, so one a step where it answers at each step.
    [[nodiscard]] virtual std::vector<Saying> tell(const engine::Tensor& output) const;

    /// From the net's output to the unit of the data; none: it answers in that unit, or its numbers are classes.
    [[nodiscard]] virtual std::optional<ResultUnit> resultUnit() const { return {}; }

    /// The large picture of the Train page. options go to Model::forward or predict: they carry the clamps of a probe.
    [[nodiscard]] virtual OutputView output(const engine::Weights& weights, std::size_t run = 0,
                                            const engine::PassOptions& options = {}) const = 0;
    /// Of a task whose nets write tunes; else null.
    [[nodiscard]] virtual const Composer* composer() const { return nullptr; }
    /// The `result` object of `gatewise train`. weights: by run.
    [[nodiscard]] virtual Json result(const std::vector<engine::Weights>& weights,
                                      const std::vector<RunFacts>& facts) const = 0;

 protected:
    Task(Spec spec, std::uint64_t seed) : m_spec(std::move(spec)), m_seed(seed) {}

 private:
    Spec m_spec;
    std::uint64_t m_seed;
};

/// Builds data and model. Throws engine::Error with the place in the lesson file or in the data file.
[[nodiscard]] std::shared_ptr<const Task> makeTask(const Spec& spec, std::uint64_t seed);

}  // namespace lessons
