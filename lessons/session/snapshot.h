// What the engine thread tells the screen: immutable, shared, latest wins. Curve points travel beside it and lose none.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lessons/session/message.h"
#include "lessons/tasks/task.h"

namespace lessons {

enum class RunState { Ready, Training, Paused, Finished };
/// Why a run is over; none of these is an error.
enum class StopReason { None, Completed, EarlyStopped, Diverged, Stopped };
[[nodiscard]] std::string stopReasonName(StopReason reason);  ///< "completed", "early_stopped", "diverged", "stopped"

/// One finished epoch. epoch counts from 1. A curve is all points of one (run, taskRun).
struct CurvePoint {
    int run = 0;      ///< which run of the session (a reset, a new seed or a branch starts a new one)
    int parent = -1;  ///< the run this one branched from (its curve up to the first epoch here is shared); -1: none
    std::size_t taskRun = 0;  ///< which of the task's models: Task::runName
    std::string name;         ///< Task::runName(taskRun)
    std::uint64_t seed = 0;
    int epoch = 0;
    engine::Logs logs;  ///< loss, val_loss, metrics: Keras's names
    double learningRate = 0;
    double seconds = 0;
};

/// One number changed for a snapshot only; the live net and the data stay as they are.
struct Edit {
    enum class Target { Parameter, Input, State };
    Target target = Target::Parameter;
    std::string
        name;  ///< Parameter: its path, or the end of it, "lstm_cell/kernel"; State: "h" or "c"; Input: not used
    engine::Index row = 0;     ///< Input: the time step; State: not used
    engine::Index column = 0;  ///< Input: the feature; State: the unit
    double value = 0;
    bool operator==(const Edit&) const = default;
};

/// What the person looks at. epoch -1: the live net.
struct View {
    int epoch = -1;
    int taskRun = -1;  ///< which of the task's models; -1: the one in training
    std::size_t sample = 0;
    std::string layer;  ///< empty: the first recurrent layer
    int direction = 0;
    engine::CellProbe probe;
    std::vector<engine::LayerProbe> elsewhere;  ///< what is held in other layers
    std::vector<Edit> edits;
    std::optional<Composition> tune;  ///< of a task that writes tunes; none: as the lesson has it
    [[nodiscard]] bool probed() const { return !probe.empty() || !elsewhere.empty() || !edits.empty(); }
};

/// Which net, and when: what a number was measured on.
struct Moment {
    int run = 0;  ///< as CurvePoint::run
    std::size_t taskRun = 0;
    int epoch = 0;            ///< after so many epochs ...
    engine::Index batch = 0;  ///< ... and so many batches of the next
    bool operator==(const Moment&) const = default;
};

/// How far one of the task's models is.
struct TaskRunSummary {
    std::string name;
    int run = 0;           ///< the curve that its weights belong to, as CurvePoint::run
    int parent = -1;       ///< the run it branched from, -1: none ...
    int branchedAt = -1;   ///< ... after this epoch
    int epoch = 0;         ///< finished epochs
    int weightsEpoch = 0;  ///< whose weights it holds: earlier where the best were restored
    bool finished = false;
    StopReason stopReason = StopReason::None;
    RunFacts facts;
    std::shared_ptr<const engine::Weights>
        weights;  ///< null before the first snapshot of it and while it is in training
};

/// How the run is. Epochs, batches and rates are those of the model in training.
struct Status {
    std::uint64_t number = 0;    ///< of the snapshot: grows by one each
    std::uint64_t answered = 0;  ///< the last question (Session::ask) whose answer is in the mailbox
    bool settled =
        false;    ///< nothing trains, and trace and output both show the view: no other snapshot follows by itself
    int run = 0;  ///< which run of the session, as CurvePoint::run
    std::uint64_t seed = 0;
    RunState state = RunState::Ready;
    StopReason stopReason = StopReason::None;
    Message message;      ///< where something went wrong or the run diverged
    int epoch = 0;        ///< finished epochs of the live net
    int epochs = 0;       ///< planned
    bool isDone = false;  ///< all planned epochs of all models are trained: only Session::trainOn goes further
    int moreEpochs = 0;   ///< what trainOn adds where no number is named
    engine::Index batch = 0, batches = 0;
    double learningRate = 0;
    double runningLoss = 0;
    double epochsPerSecond = 0;
    std::size_t taskRun = 0;               ///< the model in training
    std::vector<TaskRunSummary> taskRuns;  ///< by Task run; one but for lessons that compare models
    std::vector<int> checkpoints;          ///< epochs of the shown model that can be gone back to
    std::size_t bytes = 0;                 ///< of all weights, optimizers and checkpoints
};

/// What is looked at: one moment of one model, one sample. Output may be some batches older than the trace while
/// training: it costs more.
struct Shown {
    std::uint64_t viewNumber = 0;                    ///< of the last `look` command that the trace answers
    std::size_t taskRun = 0;                         ///< the model shown ...
    int epoch = 0;                                   ///< ... after this many epochs
    std::shared_ptr<const engine::Weights> weights;  ///< without edits; that trace was computed with
    std::shared_ptr<const engine::Trace> trace;      ///< null where the model has no recurrent layer
    std::shared_ptr<const engine::Trace> unprobed;   ///< without clamps and edits; null where there are none
    engine::Index batch = 0;                         ///< ... and so many batches of the next
    std::shared_ptr<const OutputView> output;
    Moment outputMoment;                                         ///< of the net that the output was computed with
    std::shared_ptr<const OutputView> probedOutput;              ///< with clamps and edits; null where there are none
    std::vector<double> hiddenGradientNorms, cellGradientNorms;  ///< by t, of the traced sample
    std::vector<engine::GateSaturation> saturation;
    SampleDescription sample;
    std::size_t sampleIndex = 0;
    std::vector<Edit> edits;  ///< that trace was computed with; its clamps are in its record
};

struct Snapshot {
    Status status;
    Shown shown;
    std::shared_ptr<const Task> task;  ///< both are of its models and its data
};

}  // namespace lessons
