// data.kind forecasting: the next value of a series from the last ones.
#pragma once

#include "lessons/tasks/task.h"

namespace lessons {

/// Keys of the data section: series and choices (see readSeries), look_back, held_out (share of the series at its end,
/// 0 to below 1), scaler (standard, minmax, none; fitted on what is not held out), horizon (steps of a free-running
/// forecast, 0: none), difference (1: the net reads and forecasts changes from one value to the next). A choice may
/// have look_back, horizon and scaler of its own, used where the data section leaves them out; periods (of
/// the seasonal naive forecast, in steps, one or a list), change (what a change is called), and training, model and
/// expected in place of the lesson's. The net is trained on the windows whose target is not held out and scored, one
/// step ahead and in the unit of the data, on those whose target is; their look-back may reach into the training part.
/// held_out 0: trained and scored on all windows. Free-running from up to 16 moments of the held-out part the net reads
/// its own answers. result: rmse, naive_rmse (the last value), skill = 1 - rmse / naive_rmse, skill_against_best,
/// baselines (the RMSE of each), baseline (the best), rmse_ahead (by steps ahead), chance (the training part's mean).
[[nodiscard]] std::shared_ptr<const Task> makeForecastingTask(const Spec& spec, std::uint64_t seed);

}  // namespace lessons
