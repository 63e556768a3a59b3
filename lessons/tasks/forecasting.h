// data.kind forecasting: the next value of a series from the last ones.
#pragma once

#include "lessons/tasks/task.h"

namespace lessons {

/// Keys of the data section: series and choices (see readSeries), look_back, held_out (share of the series at its end,
/// 0 to below 1), scaler (standard, minmax, none; fitted on what is not held out; the choice's own where it is left
/// out). The net is trained on the windows whose target is not held out and scored, one step ahead and in the unit of
/// the data, on those whose target is; their look-back may reach into the training part. held_out 0: trained and scored
/// on all windows. result: rmse, naive_rmse (the last value), skill = 1 - rmse / naive_rmse.
[[nodiscard]] std::shared_ptr<const Task> makeForecastingTask(const Spec& spec, std::uint64_t seed);

}  // namespace lessons
