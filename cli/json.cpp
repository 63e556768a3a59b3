// Writes numbers, tensors and lines of JSON.
#include "cli/json.h"

#include <unistd.h>

#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "engine/core/error.h"

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
    for (Index t = 0; t < tensor.steps; ++t) steps.push_back(rowJson(tensor.values.row(t * tensor.batch + sample)));
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

JsonSink::JsonSink(std::string path) : m_path(std::move(path)) {
    if (m_path == "-") {
        m_file = stdout;
        return;
    }
    m_temporary = m_path + ".part" + std::to_string(::getpid());
    m_file = std::fopen(m_temporary.c_str(), "wb");
    if (!m_file) throw engine::Error(m_path + ": cannot be written: " + std::strerror(errno));
}

JsonSink::~JsonSink() {
    if (m_temporary.empty()) return;
    if (m_file) std::fclose(m_file);
    std::remove(m_temporary.c_str());
}

void JsonSink::line(const Json& value) {
    const std::string text = value.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
    const bool written = std::fwrite(text.data(), 1, text.size(), m_file) == text.size();
    const bool flushed = m_temporary.empty() ? std::fflush(m_file) == 0 : true;
    if (!written || !flushed) throw engine::Error(m_path + ": cannot be written: " + std::strerror(errno));
}

void JsonSink::finish() {
    if (m_temporary.empty()) return;
    const bool closed = std::fclose(m_file) == 0;
    m_file = nullptr;
    if (!closed || std::rename(m_temporary.c_str(), m_path.c_str()) != 0)
        throw engine::Error(m_path + ": cannot be written: " + std::strerror(errno));
    m_temporary.clear();
}

}  // namespace cli
