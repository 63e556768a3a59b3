// The engine thread's own side: executes commands, trains batch by batch, and publishes what there is to see.
#pragma once

#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "lessons/session/commandqueue.h"
#include "lessons/session/mailbox.h"
#include "lessons/session/session.h"
#include "lessons/session/taskrun.h"
#include "lessons/session/throttle.h"
#include "lessons/session/viewer.h"

namespace lessons {

/// Lives on the engine thread only; the commands are Session's, with the same meaning.
class Runner {
 public:
    Runner(std::shared_ptr<const Task> task, SessionOptions options, Mailbox& mailbox, CommandQueue& queue);
    void run(const std::stop_token& stop);

    void train();
    void trainOn(int epochs);
    void pause();
    void park();
    void stepBatch();
    void stepEpoch();
    void stop();
    void setLearningRate(double rate);
    void setEpochs(int epochs);
    void reset();
    void newSeed(std::uint64_t seed);
    void goToEpoch(int epoch);
    void look(const View& view, std::uint64_t number);
    void ask(const Question& question, std::uint64_t number);

 private:
    using Clock = Throttle::Clock;
    enum class Goal { None, Batches, Epochs, All };  ///< how far to train before pausing

    [[nodiscard]] bool training() const { return m_goal != Goal::None; }
    [[nodiscard]] TaskRun& live() { return *m_runs[m_live]; }
    [[nodiscard]] const TaskRun& live() const { return *m_runs[m_live]; }
    /// Clears what the last action said; makes sure that there is a net that can go on. False: there is nothing to
    /// train.
    bool prepareToTrain();
    /// The first of the task's models that is not finished; m_runs.size() where all are.
    [[nodiscard]] std::size_t nextOpen() const;
    [[nodiscard]] bool isDone() const;
    void extendTo(int epochs);
    void advanceTo(Goal goal, int count);
    void trainBatch();
    void endEpoch(CurvePoint point);
    void finishLive(StopReason reason);
    void makeRuns();
    void switchTo(std::size_t run);
    /// Runs an action; what it throws becomes the message, and training pauses.
    template <typename Action>
    void guarded(Action&& action);

    [[nodiscard]] ShownNet shownNet();
    /// Computes what is to be seen: one piece while nothing trains, what is due while it does. True where it computed
    /// something.
    bool refreshView();
    void measureRate();
    [[nodiscard]] Status status();
    void publish();

    std::shared_ptr<const Task> m_task;
    SessionOptions m_options;
    Mailbox& m_mailbox;
    CommandQueue& m_queue;

    std::vector<std::unique_ptr<TaskRun>> m_runs;
    std::size_t m_live = 0;
    int m_epochs = 0;             ///< to train to: the plan, and what trainOn added to it
    int m_plan = 0;               ///< what a reset starts with again
    int m_moreEpochs = 0;         ///< what the next trainOn adds by itself
    bool m_epochsChosen = false;  ///< by the person: then a new seed keeps them
    Goal m_goal = Goal::None;
    int m_left = 0;          ///< batches or epochs to go before pausing
    bool m_started = false;  ///< a batch was trained since the last reset
    struct Curve {
        int run = 0, parent = -1, branchedAt = -1;
    };
    std::vector<Curve> m_curves;  ///< by task run: the curve that its weights belong to
    int m_curveRun = 0, m_lastCurveRun = 0, m_parentCurveRun = -1;
    Message m_message;

    Viewer m_viewer;
    std::uint64_t m_liveIdentity = 1, m_historyIdentity = 2, m_identities = 2;
    Throttle m_snapshots, m_traces, m_outputs;
    bool m_changed = true;  ///< something a snapshot tells has changed since the last one
    std::uint64_t m_snapshotNumber = 0, m_answered = 0;
    Clock::time_point m_rateStart{};
    engine::Index m_rateBatches = 0;
    double m_epochsPerSecond = 0;
};

}  // namespace lessons
