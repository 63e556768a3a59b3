// data.kind faults: an autoencoder trained on sound windows of a series repeats faulty ones badly.
#pragma once

#include "lessons/tasks/task.h"

namespace lessons {

/// Keys of the data section: series and choices (see readSeries), held_out (share of the windows, at the end, that is
/// judged), threshold_part (share of the sound windows before them that the threshold is made from), split (time: as
/// they come; scattered: drawn by the seed), percentile (of the scores of those), inject {each, spike, drift, noise}. A
/// choice has window, and marks (a file) with before, or stride; average; split, percentile and inject of its own. The
/// model section may say `steps` for the length of a window. Faulty windows are only judged, never learnt from; made
/// ones are sound windows of the judged part with a fault drawn by the seed. Score: the mean squared error, scaled.
/// result: f1, precision, recall, threshold, faults (by kind, found and all), fault_share, chance (the F1 of an alarm
/// each time), baselines (their F1), baseline (the best) and its rule.
[[nodiscard]] std::shared_ptr<const Task> makeFaultsTask(const Spec& spec, std::uint64_t seed);

/// numpy.percentile with its default, linear rule.
[[nodiscard]] double percentileOf(std::vector<double> values, double percent);

}  // namespace lessons
