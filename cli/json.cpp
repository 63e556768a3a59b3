// Writes numbers, tensors and lines of JSON.
#include "cli/json.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>

#include "cli/output.h"

namespace cli {

using engine::Index;

Json number(double value) {
    if (!std::isfinite(value)) return nullptr;
    char text[32];
    std::snprintf(text, sizeof text, "%.9g", value);
    return std::strtod(text, nullptr);
}

Json rounded(Json value) {
    if (value.is_number_float()) return number(value.get<double>());
    if (value.is_structured()) {
        for (auto& element : value) element = rounded(std::move(element));
    }
    return value;
}

namespace {

template <typename Row>
Json rowJson(const Row& row) {
    Json values = Json::array();
    for (Index i = 0; i < row.size(); ++i) values.push_back(number(row(i)));
    return values;
}

}  // namespace

Json matrixJson(const engine::Matrix& matrix) {
    Json rows = Json::array();
    for (Index r = 0; r < matrix.rows(); ++r) rows.push_back(rowJson(matrix.row(r)));
    return rows;
}

Json sampleJson(const engine::Tensor& tensor, Index sample) {
    if (!tensor.sequence) return rowJson(tensor.values.row(sample));
    Json steps = Json::array();
    const Index channels = tensor.shape().channels();
    for (Index t = 0; t < tensor.steps; ++t) {
        const auto row = tensor.values.row(t * tensor.batch + sample);
        if (tensor.width == 0) {
            steps.push_back(rowJson(row));
            continue;
        }
        Json places = Json::array();
        for (Index w = 0; w < tensor.width; ++w) places.push_back(rowJson(row.segment(w * channels, channels)));
        steps.push_back(std::move(places));
    }
    return steps;
}

Json tensorJson(const engine::Tensor& tensor) {
    Json samples = Json::array();
    for (Index b = 0; b < tensor.batch; ++b) samples.push_back(sampleJson(tensor, b));
    return samples;
}

Json parameterJson(const engine::Parameter& parameter, const engine::Matrix& matrix) {
    Json json;
    json["path"] = parameter.path;
    json["shape"] = parameter.shape;
    if (parameter.shape.size() < 2)
        json["values"] = parameter.shape.empty() ? number(matrix(0, 0)) : rowJson(matrix.row(0));
    else
        json["values"] = matrixJson(matrix);
    return json;
}

JsonSink::JsonSink(const std::string& path) {
    if (path != "-") m_file.emplace(path);
}

void JsonSink::line(const Json& value) {
    const std::string text = value.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
    if (m_file)
        m_file->write(text);
    else
        printBytes(text);
}

void JsonSink::finish() {
    if (m_file) m_file->finish();
}

}  // namespace cli
