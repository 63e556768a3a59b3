// The baseline of two classes: logistic regression, which adds up what each number speaks for and knows no order.
#pragma once

#include <vector>

#include <Eigen/Core>

namespace lessons {

/// A row a sample, a column a number that is read.
struct LinearRule {
    Eigen::VectorXd weights;
    double bias = 0;
    /// The probability of class 1, a row each.
    [[nodiscard]] std::vector<double> probabilities(const Eigen::MatrixXd& features) const;
};

/// Minimizes the mean cross-entropy + decay/2 |weights|^2 by Nesterov's accelerated gradient, without any chance. The
/// problem is convex: there is one minimum, whatever the start.
[[nodiscard]] LinearRule fitLinearRule(const Eigen::MatrixXd& features, const std::vector<long>& labels, double decay);

/// The share of rows whose probability is on the side of their label.
[[nodiscard]] double accuracyOf(const LinearRule& rule, const Eigen::MatrixXd& features,
                                const std::vector<long>& labels);

}  // namespace lessons
