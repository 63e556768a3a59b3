// The fit loop, one batch at a time: what keras.Model.fit does, written to be read.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/layers/states.h"
#include "engine/losses/loss.h"
#include "engine/metrics/metric.h"
#include "engine/models/model.h"
#include "engine/optimizers/optimizer.h"
#include "engine/optimizers/schedule.h"

namespace engine {

/// Samples by input and targets by output. All have the same batch count.
struct Dataset {
    std::vector<Tensor> inputs;
    std::vector<Tensor> targets;
    std::vector<double> sampleWeights;  ///< [samples], or [samples*steps] by sample and then by step; empty: all 1
    [[nodiscard]] Index size() const { return inputs.empty() ? 0 : inputs.front().batch; }
};

struct TrainerOptions {
    std::vector<std::string> losses;   ///< by output
    std::vector<double> lossWeights;   ///< by output; empty: all 1
    std::vector<std::string> metrics;  ///< for every output
    std::string optimizer = "adam";
    double learningRate = 0.0;                 ///< 0: the optimizer's default
    std::shared_ptr<const Schedule> schedule;  ///< null: constant
    Index batchSize = 32;
    bool shuffle = true;
    std::uint64_t seed = 0;
    int threads = 1;  ///< does not change a bit of the result
};

/// The state of a run between two batches; a value. Restoring one and going on gives the same bits as never having
/// stopped.
struct TrainerState {
    Weights weights;
    OptimizerState optimizer;
    int epoch = 0;    ///< finished epochs
    Index batch = 0;  ///< finished batches of the current epoch
    double learningRate = 0.001;
    double lossSum = 0.0, weightSum = 0.0;         ///< of the current epoch so far
    std::vector<std::vector<double>> metricState;  ///< of the current epoch so far
    bool learningRateByHand = false;               ///< the learner's hand has taken over from the schedule
    LayerStates layerStates;                       ///< of stateful layers
};

/// "loss", "val_loss", "accuracy", ... under Keras's names, in the order of Keras's History.
using Logs = std::vector<std::pair<std::string, double>>;

enum class BatchOutcome { Continues, EpochEnded, Diverged };

class Trainer {
 public:
    /// Throws Error where data, losses or metrics do not fit the model, and where a number of the data is not finite.
    Trainer(std::shared_ptr<const Model> model, Dataset training, Dataset validation, TrainerOptions options);
    ~Trainer();

    [[nodiscard]] const TrainerState& state() const;
    /// Goes on from there. Throws Error where the state is another model's.
    void restore(TrainerState state);
    /// A run's beginning with these weights: a fresh optimizer, epoch 0.
    [[nodiscard]] TrainerState initialState(Weights weights) const;
    /// The learner's hand: from now on this rate, whatever the schedule says.
    void setLearningRate(double learningRate);

    /// One batch: forward, loss, backward, update. A loss that is not finite leaves the weights as they were: Diverged.
    BatchOutcome step();
    [[nodiscard]] Index batchesPerEpoch() const;
    /// After EpochEnded: training logs and, where there is a validation set, val_ logs.
    [[nodiscard]] const Logs& epochLogs() const;
    /// The running loss of the current epoch.
    [[nodiscard]] double runningLoss() const;
    /// Loss and metrics over a dataset, without training.
    [[nodiscard]] Logs evaluate(const Dataset& data) const;

    [[nodiscard]] const Model& model() const;
    [[nodiscard]] const Dataset& training() const;
    [[nodiscard]] const TrainerOptions& options() const;
    [[nodiscard]] const Loss& loss(std::size_t output = 0) const;
    /// Whether a larger value of this log entry is better: false for losses and errors. Throws Error with the entries
    /// there are.
    [[nodiscard]] bool largerIsBetter(const std::string& log) const;

 private:
    struct Private;
    std::unique_ptr<Private> d;
};

}  // namespace engine
