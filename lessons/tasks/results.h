// Pieces that several tasks' outcomes and data share.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/models/model.h"
#include "lessons/format/fields.h"
#include "lessons/tasks/task.h"

namespace lessons {

/// [[...], ...] of a matrix.
[[nodiscard]] Json rowsResult(const engine::Matrix& matrix);
/// {"layers": [{"name", "class_name", "output_shape", "parameters"}], "parameters": N, "text": Keras's table}.
[[nodiscard]] Json summaryResult(const engine::Model& model);
/// The value of a log key, or null where the run has none.
[[nodiscard]] Json logResult(const engine::Logs& logs, const std::string& key);
/// By run name: {"parameters", "seconds", and every log of the last epoch}.
[[nodiscard]] Json runsResult(const Task& task, const std::vector<RunFacts>& facts);

/// What `measured` gives for the only run; for several models by name; and where each has several seeds the median of
/// `figure`, all of them in the order of the seeds, and the mean of the seconds.
[[nodiscard]] Json resultByModel(const Task& task, std::size_t models, const std::string& figure,
                                 const std::function<Json(std::size_t run)>& measured);

/// A list of whole numbers of the data section; an absent key gives none. Throws engine::Error with the place.
[[nodiscard]] std::vector<engine::Index> integerList(const Spec& spec, const Fields& data, const std::string& key);

/// Which of the model's inputs a layer's sequence comes from: the first input, and the first input of that, to the end.
[[nodiscard]] std::size_t inputReadBy(const engine::Model& model, const std::string& layer);

/// (samples, steps, features), drawn sample by sample, step by step.
[[nodiscard]] engine::Tensor drawnSequences(engine::Index samples, engine::Index steps, engine::Index features,
                                            const std::function<double()>& draw);

}  // namespace lessons
