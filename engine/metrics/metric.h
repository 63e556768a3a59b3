// keras.metrics: numbers reported beside the loss.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/core/tensor.h"

namespace engine {

/// Accumulates over batches; result() after each epoch.
class Metric {
 public:
    virtual ~Metric() = default;
    [[nodiscard]] virtual std::string name() const = 0;     ///< the key in logs: "accuracy", "rmse"
    virtual void reset() = 0;
    virtual void update(const Tensor& output, const Tensor& target, const std::vector<double>& sampleWeights) = 0;
    [[nodiscard]] virtual double result() const = 0;
};

/// "accuracy" is binary, categorical or sparse by loss name and output width, as in Keras; "mae", "top_k_categorical_accuracy(k=3)", ...
[[nodiscard]] std::unique_ptr<Metric> makeMetric(const std::string& text, const std::string& lossName, const Shape& output);

}  // namespace engine
