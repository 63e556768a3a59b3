// What the engine thread tells the screen: immutable, shared, latest wins. Curve points travel beside it and lose none.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "lessons/tasks/task.h"

namespace lessons {

enum class RunState { Ready, Training, Paused, Finished };
/// Why a run is over; none of these is an error.
enum class StopReason { None, Completed, EarlyStopped, Diverged, Stopped };
[[nodiscard]] std::string stopReasonName(StopReason reason);   ///< "completed", "early_stopped", "diverged", "stopped"

/// One finished epoch. epoch counts from 1.
struct CurvePoint {
    int run = 0;                ///< which run of the session (a reset or a branch starts a new one)
    int epoch = 0;
    engine::Logs logs;          ///< loss, val_loss, metrics: Keras's names
    double learningRate = 0;
    double seconds = 0;
};

/// What the person looks at. epoch -1: the live net.
struct View {
    int epoch = -1;
    std::size_t sample = 0;
    std::string layer;          ///< empty: the first recurrent layer
    int direction = 0;
    engine::CellProbe probe;
    bool operator==(const View&) const = delete;
};

struct Picture {
    std::uint64_t number = 0;       ///< grows by one a picture
    std::uint64_t viewNumber = 0;   ///< of the last `look` command this picture answers
    int run = 0;
    std::uint64_t seed = 0;
    RunState state = RunState::Ready;
    StopReason stopReason = StopReason::None;
    std::string message;            ///< one line where something went wrong or the run diverged
    int epoch = 0;                  ///< finished epochs of the live net
    int epochs = 0;                 ///< planned
    engine::Index batch = 0, batches = 0;
    double learningRate = 0;
    double runningLoss = 0;
    double epochsPerSecond = 0;
    int shownEpoch = 0;             ///< the epoch whose weights the rest of the picture shows
    std::vector<int> checkpoints;   ///< epochs that can be gone back to
    std::shared_ptr<const Task> task;
    std::shared_ptr<const engine::Weights> weights;        ///< that trace and output were computed with
    std::shared_ptr<const engine::Trace> trace;            ///< null where the model has no recurrent layer
    std::shared_ptr<const engine::Trace> unprobed;         ///< the same without clamps; null where nothing is clamped
    std::shared_ptr<const OutputView> output;
    std::shared_ptr<const OutputView> probedOutput;        ///< with the clamps; null where nothing is clamped
    std::vector<double> hiddenGradientNorms, cellGradientNorms;  ///< by t, of the traced sample
    std::vector<engine::GateSaturation> saturation;
    SampleDescription sample;
    std::size_t sampleIndex = 0;
};

}  // namespace lessons
