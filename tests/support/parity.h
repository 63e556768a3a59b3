// Reads what Keras wrote: nested arrays into tensors, and the comparison that every parity test uses.
#pragma once

#include <QtTest>

#include <cmath>
#include <fstream>

#include <nlohmann/json.hpp>

#include "engine/core/parameter.h"
#include "engine/core/tensor.h"

namespace parity {

using Json = nlohmann::ordered_json;

inline Json readFixture(const char* name) {
    const std::string path = std::string(GATEWISE_SOURCE_DIR "/tests/parity/fixtures/") + name;
    std::ifstream file(path);
    if (!file) qFatal("cannot open %s", path.c_str());
    return Json::parse(file);
}

/// [batch][features] or [batch][steps][features] as a Tensor. [batch] becomes [batch x 1].
inline engine::Tensor tensorOf(const Json& array) {
    using engine::Index, engine::Matrix, engine::Scalar, engine::Tensor;
    const auto batch = static_cast<Index>(array.size());
    if (!array[0].is_array()) {
        Matrix values(batch, 1);
        for (Index b = 0; b < batch; ++b) values(b, 0) = array[b].get<Scalar>();
        return Tensor::vectors(values);
    }
    if (!array[0][0].is_array()) {
        Matrix values(batch, static_cast<Index>(array[0].size()));
        for (Index b = 0; b < batch; ++b)
            for (Index f = 0; f < values.cols(); ++f) values(b, f) = array[b][f].get<Scalar>();
        return Tensor::vectors(values);
    }
    const auto steps = static_cast<Index>(array[0].size());
    Matrix values(steps * batch, static_cast<Index>(array[0][0].size()));
    for (Index b = 0; b < batch; ++b)
        for (Index t = 0; t < steps; ++t)
            for (Index f = 0; f < values.cols(); ++f) values(t * batch + b, f) = array[b][t][f].get<Scalar>();
    return Tensor::sequences(values, batch, steps);
}

/// Class numbers of a sparse loss: [batch] -> [batch x 1], [batch][steps] -> [steps*batch x 1], time-major.
inline engine::Tensor classesOf(const Json& array) {
    if (!array[0].is_array()) return tensorOf(array);
    const auto batch = static_cast<engine::Index>(array.size()), steps = static_cast<engine::Index>(array[0].size());
    engine::Matrix values(steps * batch, 1);
    for (engine::Index b = 0; b < batch; ++b)
        for (engine::Index t = 0; t < steps; ++t) values(t * batch + b, 0) = array[b][t].get<engine::Scalar>();
    return engine::Tensor::sequences(values, batch, steps);
}

inline engine::Weights weightsOf(const Json& weights) {
    engine::Weights result;
    for (const auto& w : weights) {
        const auto& shape = w["shape"];
        const engine::Index columns = shape.empty() ? 1 : shape.back().get<engine::Index>();
        engine::Matrix m(static_cast<engine::Index>(w["values"].size()) / columns, columns);
        for (engine::Index i = 0; i < m.size(); ++i) m.data()[i] = w["values"][i].get<engine::Scalar>();
        result.push_back(std::move(m));
    }
    return result;
}

/// Largest |a - b| over max(1, largest |b|).
inline double difference(const engine::Matrix& a, const engine::Matrix& b) {
    if (a.size() != b.size()) return INFINITY;
    const Eigen::Map<const Eigen::Array<engine::Scalar, Eigen::Dynamic, 1>> x(a.data(), a.size()),
        y(b.data(), b.size());
    if (!x.isFinite().all()) return INFINITY;
    return double((x - y).abs().maxCoeff()) / std::max(1.0, double(y.abs().maxCoeff()));
}

inline double difference(const engine::Matrix& a, const Json& flat) {
    engine::Matrix b(1, static_cast<engine::Index>(flat.size()));
    for (engine::Index i = 0; i < b.size(); ++i) b(0, i) = flat[i].get<engine::Scalar>();
    return difference(a, b);
}

}  // namespace parity
