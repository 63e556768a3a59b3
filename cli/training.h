// Training without a window: a session driven to its end, with a progress bar on a terminal.
#pragma once

#include <functional>
#include <vector>

#include "lessons/session/session.h"

namespace cli {

/// How a training ended.
struct Trained {
    std::shared_ptr<const lessons::Snapshot> snapshot;  ///< the last one
    std::vector<engine::Weights> weights;               ///< by the task's runs
    std::vector<lessons::RunFacts> facts;               ///< by the task's runs

    [[nodiscard]] bool stopped() const { return snapshot->status.stopReason == lessons::StopReason::Stopped; }
};

/// Trains all runs of the task. epochs < 0: as many as the lesson says. onEpoch is called on this thread, in order.
/// What an InterruptGuard catches ends the run after the current batch, as a result (StopReason::Stopped). Where a loss
/// diverges, standard error says at which step. Throws engine::Error for what went wrong on the way.
[[nodiscard]] Trained trainTask(const std::shared_ptr<const lessons::Task>& task, int threads, int epochs,
                                const std::function<void(const lessons::CurvePoint&)>& onEpoch);

}  // namespace cli
