// A version of a lesson made concrete: its data, its model, how it is trained, and what its outcome is.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/training/trace.h"
#include "engine/training/trainer.h"
#include "lessons/format/lesson.h"

namespace lessons {

/// What the elements of a sequence are, for the strip above the cell.
struct InputDescription {
    enum class Kind { Curve, Tokens, Notes, Frames, Phonemes, Vectors };
    Kind kind = Kind::Curve;
    std::string stepName;               ///< "half-hour", "word", "note", "frame": "one half-hour per step"
    std::string valueName;              ///< axis: "demand (scaled)"
    std::vector<std::string> features;  ///< names of the features, where they have any
    std::vector<std::string> tokens;    ///< by token number, for Tokens, Notes, Phonemes
    int padding = -1;                   ///< the token that stands for no word; -1: there is none
    int unknown = -1;  ///< the token that a word beyond the vocabulary is read as; -1: it is not read at all
};

/// How one sample is told to a person.
struct SampleDescription {
    std::string title;               ///< "window ending Tuesday 14:30", "i loved this movie"
    std::vector<std::string> steps;  ///< one label a time step; empty: numbers
    std::string target;              ///< "positive", "0.42"
};

/// A forecast beside what happened and beside the naive baseline. All in the unit of the data.
struct ForecastView {
    std::string title, timeName, valueName;
    std::vector<double> series;           ///< all of it
    std::size_t heldOutFrom = 0;          ///< index in series of the first held-out value
    std::size_t forecastFrom = 0;         ///< index in series of forecast[0]
    std::vector<double> forecast, naive;  ///< naive: the last value seen
    double rmse = 0, naiveRmse = 0, skill = 0;
};

/// Anything told in words: labels, tags, translations, notes, generated sequences.
struct TableView {
    struct Row {
        std::vector<std::string> cells;
        int mark = 0;  ///< 1: right, -1: wrong, 0: neither
    };
    std::string title;
    std::vector<std::string> columns;
    std::vector<Row> rows;
    std::string note;  ///< one line below: "accuracy 0.52, chance 0.50"
};

/// One score a sample against a threshold (anomalies).
struct ScoreView {
    std::string title, sampleName, scoreName;
    std::vector<double> scores;
    double threshold = 0;
    std::vector<bool> truth;  ///< which samples were damaged
};

using OutputView = std::variant<TableView, ForecastView, ScoreView>;

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
    [[nodiscard]] virtual std::shared_ptr<const engine::Model> model(std::size_t run = 0) const = 0;
    /// As the lesson fixes them, or Model::initialWeights(seed).
    [[nodiscard]] virtual engine::Weights initialWeights(std::size_t run = 0) const;
    [[nodiscard]] virtual const engine::Dataset& training() const = 0;
    [[nodiscard]] virtual const engine::Dataset& validation() const = 0;
    /// Losses, metrics, optimizer, learning rate, batch size, clipping, shuffle, seed; epochs is beside it.
    [[nodiscard]] virtual engine::TrainerOptions trainerOptions() const = 0;
    [[nodiscard]] virtual int epochs() const = 0;                          ///< 0: nothing to train
    [[nodiscard]] virtual int earlyStoppingPatience() const { return 0; }  ///< 0: off
    /// After an early stop the weights of the best epoch are the result (Keras's restore_best_weights).
    [[nodiscard]] virtual bool restoresBestWeights() const { return false; }

    /// Samples a trace can be asked for: the training samples in time order, before any shuffle.
    [[nodiscard]] virtual std::size_t sampleCount() const;
    [[nodiscard]] virtual engine::Sample sample(std::size_t index) const;
    [[nodiscard]] virtual InputDescription input() const = 0;
    [[nodiscard]] virtual SampleDescription describe(std::size_t sample) const = 0;

    /// What the net says for one sample, in words: one a row of its first output, so one a step where it answers at
    /// each step.
    [[nodiscard]] virtual std::vector<std::string> tell(const engine::Tensor& output) const;

    /// The large picture of the Train page. options go to Model::forward or predict: they carry the clamps of a probe.
    [[nodiscard]] virtual OutputView output(const engine::Weights& weights, std::size_t run = 0,
                                            const engine::PassOptions& options = {}) const = 0;
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
