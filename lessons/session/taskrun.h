// One of the task's models on its way through its epochs: trainer, checkpoints, history, early stop.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "engine/training/checkpoints.h"
#include "lessons/session/snapshot.h"

namespace lessons {

class TaskRun {
 public:
    /// index: Task's run. threads and checkpointBytes as in SessionOptions, settled.
    TaskRun(std::shared_ptr<const Task> task, std::size_t index, int threads, std::size_t checkpointBytes);

    /// Builds the trainer where there is something to train. Throws engine::Error where the lesson does not fit its
    /// data.
    void open();
    /// Frees trainer and data; open() continues where it was.
    void close();
    [[nodiscard]] bool isOpen() const { return m_trainer != nullptr; }
    [[nodiscard]] bool trainable() const { return m_trainable; }

    /// What a batch brought.
    struct Step {
        engine::BatchOutcome outcome = engine::BatchOutcome::Continues;
        bool branched = false;  ///< the batch was the first after going back: what came later is dropped
        CurvePoint point;       ///< where the epoch ended: epoch, logs, learning rate, seconds
    };
    /// One batch. Where the loss diverged, the model is back at its last checkpoint and message() says at which step.
    [[nodiscard]] Step step();
    /// Throws SessionError with the epochs that are kept.
    void goToEpoch(int epoch);
    void setLearningRate(double rate);

    /// At the end of all epochs or patience the weights become those of the best epoch, where the task wants that.
    void finish(StopReason reason);
    /// It goes on: the weights are again those after its last epoch.
    void unfinish();
    [[nodiscard]] StopReason stopReason() const { return m_stopReason; }
    [[nodiscard]] bool finished() const { return m_stopReason != StopReason::None; }
    /// Keras's EarlyStopping on val_loss, or loss where there is no validation set, has had its patience.
    [[nodiscard]] bool patienceIsOver() const { return m_patienceIsOver; }

    [[nodiscard]] int epoch() const;
    /// The epoch whose weights it holds: an earlier one than epoch() once the best were restored.
    [[nodiscard]] int weightsEpoch() const { return m_hasBest ? m_best.back().first : epoch(); }
    [[nodiscard]] bool betweenEpochs() const;
    [[nodiscard]] engine::Index batch() const;
    [[nodiscard]] engine::Index batches() const;
    [[nodiscard]] double learningRate() const;
    [[nodiscard]] double runningLoss() const;
    /// Of weights, optimizer and checkpoints.
    [[nodiscard]] std::size_t bytes() const;
    [[nodiscard]] std::vector<int> keptEpochs() const;
    /// Live weights; those of an epoch, null where they are not kept.
    [[nodiscard]] const engine::Weights& weights() const;
    [[nodiscard]] const engine::Weights* weightsAfter(int epoch) const;
    [[nodiscard]] TaskRunSummary summary() const;
    [[nodiscard]] const Message& message() const { return m_message; }

 private:
    struct Epoch {
        engine::Logs logs;
        double learningRate = 0;
        double seconds = 0;
    };

    void watchPatience();

    std::shared_ptr<const Task> m_task;
    std::size_t m_index;
    int m_threads;
    bool m_trainable;
    std::unique_ptr<engine::Trainer> m_trainer;
    engine::TrainerState m_parked;  ///< while it is closed; all there is where nothing is trained
    engine::Index m_batches = 0;
    engine::Checkpoints m_checkpoints;
    std::vector<Epoch> m_history;  ///< [e - 1]: what epoch e brought; may reach beyond epoch() after going back
    std::vector<std::pair<int, engine::Weights>> m_best;  ///< each epoch that was the best so far, where that is wanted
    bool m_hasBest = false;  ///< the weights are those of the best epoch: finish() put them there
    bool m_patienceIsOver = false;
    double m_epochSeconds = 0;
    StopReason m_stopReason = StopReason::None;
    std::shared_ptr<const engine::Weights> m_finalWeights;
    Message m_message;
};

}  // namespace lessons
