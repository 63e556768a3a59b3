// The model section of a lesson: one model, or several under "runs" that are trained one after the other.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "engine/models/model.h"
#include "lessons/format/lesson.h"

namespace lessons {

struct NamedModel {
    std::string name;  ///< its key below "runs"; empty for a lesson with one model
    std::shared_ptr<const engine::Model> model;
};

/// Numbers that only the data knows, by the word a lesson writes: "vocabulary", "classes". The model section may hold
/// the word itself or "word + 1" wherever it takes a whole number.
using Quantities = std::map<std::string, engine::Index>;

/// Every word that the kinds of data give a number for.
[[nodiscard]] const std::vector<std::string>& quantityWords();

/// {"runs": {"LSTM": MODEL, "GRU": MODEL}} or a MODEL as modelFromShortForm takes it. Every message has the place in
/// the file.
[[nodiscard]] std::vector<NamedModel> buildModels(const Spec& spec, const std::vector<engine::Shape>& inputs,
                                                  const Quantities& quantities = {});

}  // namespace lessons
