// The one place where ids and numbers of tasks become words: steps, values, dates, samples, answers, figures.
#pragma once

#include <QString>
#include <optional>
#include <vector>

#include "lessons/tasks/outcome.h"

namespace gui {

/// "half-hour" and "half-hours" of an id that tasks and lessons use; a word of a lesson's own stays as it is.
[[nodiscard]] QString stepWord(const std::string& id);
[[nodiscard]] QString stepsWord(const std::string& id);
/// Of values and features: "demand (MW)", "demand (scaled)".
[[nodiscard]] QString valueWord(const std::string& id);
[[nodiscard]] QString valueName(const lessons::InputDescription& input);

/// "Tuesday 6 June 2000 00:30", "6 June 2000", "January 1749", "1749", by the time's own precision.
[[nodiscard]] QString longTime(const lessons::StepTime& time);
/// "Tue 00:30", "6 Jun", "Jan 1749", "1749".
[[nodiscard]] QString shortTime(const lessons::StepTime& time);

/// "22262 MW", "0.417"
[[nodiscard]] QString amountText(const lessons::Amount& amount);
/// "positive (0.93)", "class 3 (0.41)", "22262 MW"
[[nodiscard]] QString sayingText(const lessons::Saying& saying);
/// "half-hours 120 to 169", "i loved this movie"
[[nodiscard]] QString sampleName(const lessons::SampleDescription& sample);
/// What stands at step t, from 0; empty where steps have numbers only.
[[nodiscard]] QString stepLabel(const lessons::SampleDescription& sample, std::size_t t);

/// "RMSE", "accuracy", "loss"; a name that is not in the list reads with spaces: "my_mse" as "my mse".
[[nodiscard]] QString figureName(const std::string& id);
/// Held-out figures, then those of the training part, always labelled: {"held-out loss 7.97, accuracy 0.15",
/// "training accuracy 1.00"}; lines without a figure are left out.
[[nodiscard]] QStringList figureLines(const lessons::Figures& figures);
/// "epoch 11", "epoch 11 and 6 batches", "untrained": the moment that a figure was measured at.
[[nodiscard]] QString momentText(int epoch, qint64 batch = 0);

}  // namespace gui
