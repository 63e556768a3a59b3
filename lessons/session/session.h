// The engine thread: owns model, data and trainer. The screen posts commands and takes snapshots; nothing else crosses.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "lessons/session/question.h"

namespace lessons {

struct SessionOptions {
    int threads = 0;                                 ///< 0: as many as the machine has, at most 4
    std::size_t checkpointBytes = 256u << 20;        ///< beyond it, every second of the older checkpoints is dropped
    std::chrono::milliseconds snapshotInterval{33};  ///< at most one snapshot in this time while training
    bool headless = false;                           ///< snapshots without trace and output: nobody looks
    /// The task for another seed; empty: makeTask(spec, seed).
    std::function<std::shared_ptr<const Task>(std::uint64_t seed)> reseed;
};

/// All members may be called from any one thread. The destructor ends the thread cleanly at any moment.
/// Commands run between two batches, in the order they were posted.
class Session {
 public:
    explicit Session(std::shared_ptr<const Task> task, SessionOptions options = {});
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    // Commands.
    void train();  ///< start or go on
    /// Extends the plan by this many epochs, 0: by as many as were asked for last, and trains: the same numbers as if
    /// all had been planned from the start. A reset goes back to the plan before.
    void trainOn(int epochs = 0);
    void pause();
    /// Pauses, says nothing more of what went wrong before, and frees what only training needs: a net that is kept for
    /// later. Every other command wakes it.
    void park();
    void stepBatch();
    void stepEpoch();
    void stop();  ///< ends the run; go-to-epoch still works
    void setLearningRate(double rate);
    void setEpochs(int epochs);
    void reset();                      ///< the same initial weights: a new run of the same seed
    void newSeed(std::uint64_t seed);  ///< other initial weights and shuffles (and random data)
    /// The live net becomes what it was after this epoch; training goes on from there as if nothing had happened.
    /// Of several models, the one shown. Where training runs it goes on; later epochs are dropped at the first batch.
    void goToEpoch(int epoch);
    /// What the snapshots show from now on. Returns the number that Shown::viewNumber will have. Does not disturb
    /// training.
    std::uint64_t look(View view);
    /// Returns the number that the answer will have. Answers come in the order of their questions; each holds training
    /// up for as long as it takes to compute.
    std::uint64_t ask(Question question);

    // Mailbox.
    /// The newest snapshot, never null after the constructor returned.
    [[nodiscard]] std::shared_ptr<const Snapshot> snapshot() const;
    /// Every curve point since the last call, in order.
    [[nodiscard]] std::vector<CurvePoint> takeCurvePoints();
    /// Every answer since the last call, in order. That of a question is there once Status::answered has its number.
    [[nodiscard]] std::vector<Answer> takeAnswers();
    /// Waits until a snapshot satisfies the condition or time is up; for the command line and tests.
    bool waitFor(const std::function<bool(const Snapshot&)>& condition, std::chrono::milliseconds timeout);

 private:
    struct Private;
    std::unique_ptr<Private> d;
};

}  // namespace lessons
