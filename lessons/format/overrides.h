// Changes of a lesson from outside: "training.learning_rate=0.01", behind --set or in a set: link.
#pragma once

#include <string>

#include "lessons/format/lesson.h"

namespace lessons {

/// Applies one PATH=VALUE to data, model, training or result of the spec and remembers that the place was set.
/// A section may be given as a whole (model=[...]). Lists go by number, the model's layers also by name:
/// model.0.LSTM.units and model.lstm.units are the same.
/// A key that is not there yet is added; whoever reads the section refuses it where it means nothing.
/// Throws SettingError "--set model.lstn.units: no layer "lstn", ...".
void applyOverride(Spec& spec, const std::string& text);

/// Names of a short form's layers as Keras gives them: their "name", else lstm, lstm_1, dense.
[[nodiscard]] std::vector<std::string> shortFormLayerNames(const Json& layers);

}  // namespace lessons
