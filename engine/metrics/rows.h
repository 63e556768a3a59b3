// What the metrics that count rows share.
#pragma once

#include <string>
#include <vector>

#include "engine/core/tensor.h"

namespace engine {

/// Keras's divide_no_nan: 0 where the whole is 0.
[[nodiscard]] double share(double part, double whole);

/// The target in the output's shape, and what each row weighs.
struct CountedRows {
    Tensor target;
    std::vector<double> weights;
    [[nodiscard]] double weight(Index row) const {
        return weights.empty() ? 1.0 : weights[static_cast<std::size_t>(row)];
    }
};
/// Throws Error "who: ..." where the target does not fit.
[[nodiscard]] CountedRows countedRows(const Tensor& output, const Tensor& target,
                                      const std::vector<double>& sampleWeights, const std::string& who);

/// Throws Error where a state to restore is another metric's.
void checkMetricState(const std::vector<double>& state, std::size_t expected, const std::string& who);

}  // namespace engine
