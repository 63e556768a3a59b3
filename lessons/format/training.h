// The training section of a lesson in Keras's words.
#pragma once

#include "engine/training/trainer.h"
#include "lessons/format/lesson.h"

namespace lessons {

struct TrainingSettings {
    engine::TrainerOptions options;  ///< seed and threads are whoever trains'
    int epochs = 0;                  ///< 0: nothing to train
    double validationSplit = 0.0;    ///< Keras's: the last part, before any shuffle
    int patience = 0;                ///< of early stopping on val_loss; 0: off
    bool restoreBestWeights = false;
    int seeds = 1;  ///< each model is trained from so many different initial weights
};

/// Keys: loss, optimizer, learning_rate, batch_size, epochs, validation_split, shuffle, metrics, clipnorm, clipvalue,
/// global_clipnorm, early_stopping {patience, restore_best_weights}, schedule, seeds (ours). Defaults are Keras's.
/// Throws engine::Error with the place for an unknown key, a wrong value, a loss, optimizer or schedule that is not
/// known.
[[nodiscard]] TrainingSettings readTraining(const Spec& spec);

}  // namespace lessons
