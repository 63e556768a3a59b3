// The baseline of many classes: softmax regression on the numbers of a row, which adds up what each speaks for.
#pragma once

#include <vector>

#include "engine/core/scalar.h"

namespace lessons {

/// A row a sample, a column a number that is read; each column is brought to mean 0 and deviation 1 first.
class SoftmaxRule {
 public:
    /// Minimizes the mean cross-entropy + decay/2 |weights|^2 by Nesterov's accelerated gradient in so many steps,
    /// without any chance.
    SoftmaxRule(const engine::Matrix& features, const std::vector<engine::Index>& labels, engine::Index classes,
                double decay, int steps);

    [[nodiscard]] std::vector<engine::Index> classesOf(const engine::Matrix& features) const;

 private:
    [[nodiscard]] engine::Matrix scaled(const engine::Matrix& features) const;

    engine::Matrix m_mean, m_scale;    // [1 x features]
    engine::Matrix m_weights, m_bias;  // [features x classes], [1 x classes]
};

/// The share of said that is as labels.
[[nodiscard]] double shareRight(const std::vector<engine::Index>& said, const std::vector<engine::Index>& labels);

}  // namespace lessons
