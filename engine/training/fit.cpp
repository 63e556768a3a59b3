// Epoch after epoch.
#include "engine/training/fit.h"

namespace engine {

std::string FitResult::text() const {
    return fitEndName(end) + " at step " + std::to_string(step) + " (epoch " +
           std::to_string(end == FitEnd::Diverged ? epochs + 1 : epochs) + ")";
}

FitResult fit(Trainer& trainer, int epochs, const std::vector<std::shared_ptr<Callback>>& callbacks,
              const std::atomic<bool>* stop) {
    CallbackList list(callbacks);
    StopRequest request;
    list.onTrainBegin(trainer);
    bool diverged = false;
    while (trainer.state().epoch < epochs && !request.asked()) {
        const int epoch = trainer.state().epoch;
        if (trainer.state().batch == 0) list.onEpochBegin(trainer, epoch);
        const BatchOutcome outcome = trainer.step();
        list.onBatchEnd(trainer, outcome, request);
        diverged = outcome == BatchOutcome::Diverged;
        if (diverged) request.ask(FitEnd::Diverged);
        if (outcome == BatchOutcome::EpochEnded) list.onEpochEnd(trainer, epoch, trainer.epochLogs(), request);
        if (stop != nullptr && stop->load(std::memory_order_relaxed)) request.ask(FitEnd::Stopped);
    }
    FitResult result;
    result.end = request.reason.value_or(FitEnd::Completed);
    result.step = trainer.state().optimizer.iterations + (diverged ? 1 : 0);
    result.epochs = trainer.state().epoch;
    list.onTrainEnd(trainer);
    return result;
}

}  // namespace engine
