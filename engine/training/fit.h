// The loop over epochs (keras.Model.fit), for whoever needs no pause, no picture and no step back.
#pragma once

#include <atomic>

#include "engine/training/callbacks.h"

namespace engine {

struct FitResult {
    FitEnd end = FitEnd::Completed;
    int epochs = 0;  ///< finished ones, of the whole run
    /// Update that the run ended at, counted from 1 over all epochs: where it diverged, the one that was not made.
    std::int64_t step = 0;
    [[nodiscard]] std::string text() const;  ///< "diverged at step 17 (epoch 2)"
};

/// Trains until the state has `epochs` finished epochs. `stop`, where given, ends the run between two batches.
/// A loss or gradient that is not finite ends it as diverged, with the last good weights.
FitResult fit(Trainer& trainer, int epochs, const std::vector<std::shared_ptr<Callback>>& callbacks = {},
              const std::atomic<bool>* stop = nullptr);

}  // namespace engine
