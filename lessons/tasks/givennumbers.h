// Numbers as a lesson's front matter writes them: lists, lists of lists, and the weights of a layer by Keras's names.
#pragma once

#include <string>

#include "engine/models/model.h"
#include "lessons/format/fields.h"

namespace lessons {

/// A list of rows of the same length; a list of numbers is one row. Throws engine::Error with the place of the row
/// that is none. path: dotted, below the section's own.
[[nodiscard]] engine::Matrix givenRows(const Fields& fields, const std::string& key, const Json& value);

/// The section `weights`, by layer and the last word of Keras's path: {lstm: {kernel: [[...]], recurrent_kernel: ...,
/// bias: [...], gate_order: onnx}}; of a Bidirectional "forward_lstm/lstm_cell/kernel" and more of the path. What a
/// layer that is named leaves out is a fault; other layers keep `weights`. gate_order: in whose order the blocks of
/// gates stand; Keras's where it is not said.
[[nodiscard]] engine::Weights givenWeights(const Fields& section, const engine::Model& model, engine::Weights weights);

}  // namespace lessons
