// A run of the history as a curve.
#pragma once

#include "gui/bridge/runhistory.h"
#include "gui/charts/curvechart.h"

namespace gui {

/// The measure ("loss", "accuracy") of a run by epoch, training and validation.
[[nodiscard]] CurveRun curveOf(const RunRecord& run, const std::string& measure, const QString& label, bool current);
/// What stands at the vertical axis of a loss: "vertical: mse, log scale".
[[nodiscard]] QString lossCaption(const lessons::Task& task);

}  // namespace gui
