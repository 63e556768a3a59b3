// JSON as the commands print it: numbers with nine significant digits, arrays batch-major as NumPy and Keras have them.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "engine/core/parameter.h"
#include "engine/core/tensor.h"
#include "engine/files/filewriter.h"

namespace cli {

using Json = nlohmann::ordered_json;

/// Nine significant digits: a float32 survives. Not a number and infinity become null.
[[nodiscard]] Json number(double value);
/// Every floating number inside, through number().
[[nodiscard]] Json rounded(Json value);

/// [rows][columns].
[[nodiscard]] Json matrixJson(const engine::Matrix& matrix);
/// [batch][features], or [batch][steps][features] for a sequence.
[[nodiscard]] Json tensorJson(const engine::Tensor& tensor);
/// One sample of it, without the batch axis.
[[nodiscard]] Json sampleJson(const engine::Tensor& tensor, engine::Index sample = 0);
/// {"path","shape","values"}, values nested by shape. `matrix`: the weight itself or its gradient.
[[nodiscard]] Json parameterJson(const engine::Parameter& parameter, const engine::Matrix& matrix);

/// Where --json sends its text: standard output for "-", else a file that is there whole or not at all.
class JsonSink {
 public:
    /// Throws engine::Error where the file cannot be written.
    explicit JsonSink(const std::string& path);

    /// One value, one line; standard output is flushed, so that a pipe sees each epoch as it ends.
    void line(const Json& value);
    /// Puts the file in its place. Without it nothing is left behind.
    void finish();

 private:
    std::optional<engine::FileWriter> m_file;
};

}  // namespace cli
