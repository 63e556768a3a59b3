// Arrays as they lie in files, .npy and nested JSON, and their way to a model's inputs and targets and back.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/core/tensor.h"
#include "engine/losses/loss.h"

namespace engine {

/// Numbers in C order. Batch-major, as NumPy and Keras have them.
struct Array {
    std::vector<Index> shape;
    std::vector<double> values;
};

/// "(2, 5, 1)", as NumPy prints it.
[[nodiscard]] std::string shapeText(const std::vector<Index>& shape);

/// .npy by its first bytes, else nested JSON arrays. Throws Error with the place of what is not a number.
[[nodiscard]] Array readArray(const std::string& path);
/// Nested lists of equal lengths, at most rank 3. Throws Error "who[2][0]: expected ...".
[[nodiscard]] Array arrayFromJson(const nlohmann::ordered_json& json, const std::string& who);

/// A model's input. A missing or an extra last axis of 1 is mended, as Keras does.
/// Throws Error "who: expected shape (None, 50, 1), got (10, 5)", or with the place of a value that is not finite.
[[nodiscard]] Tensor inputFromArray(const Array& array, const Shape& shape, const std::string& who);
/// The target of an output of this shape; class numbers, one a row, for a sparse loss.
[[nodiscard]] Tensor targetFromArray(const Array& array, const Shape& output, const Loss& loss, const std::string& who);
/// Batch-major again.
[[nodiscard]] Array arrayFromTensor(const Tensor& tensor);

}  // namespace engine
