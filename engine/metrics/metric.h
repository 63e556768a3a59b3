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
    [[nodiscard]] virtual std::string name()
        const = 0;  ///< the key in logs: "accuracy", "mae", "root_mean_squared_error"
    virtual void reset() = 0;
    /// sampleWeights: [batch] or empty. Throws Error where the target does not fit the output.
    virtual void update(const Tensor& output, const Tensor& target, const std::vector<double>& sampleWeights) = 0;
    [[nodiscard]] virtual double result() const = 0;
    /// Whether a larger number is better, for callbacks that watch it.
    [[nodiscard]] virtual bool largerIsBetter() const = 0;

    /// What has been counted so far, so that a run can be resumed in the middle of an epoch.
    [[nodiscard]] virtual std::vector<double> state() const = 0;
    /// Throws Error where the state is another metric's.
    virtual void restore(const std::vector<double>& state) = 0;
};

/// The key in logs is as in Keras: the argument `name`, where it is given; else the name as it is written ("mae",
/// "AUC"); with other arguments a class name gives its snake case. "accuracy" is binary, categorical or sparse by loss
/// name and output width, as in Keras; "mae", "top_k_categorical_accuracy(k=3)", ...
[[nodiscard]] std::unique_ptr<Metric> makeMetric(const std::string& text, const std::string& lossName,
                                                 const Shape& output);
/// Keras's name of the metric in snake case, "mean_squared_error" for "mse(name=\"mine\")". Throws Error listing the
/// names there are.
[[nodiscard]] std::string metricName(const std::string& text);

}  // namespace engine
