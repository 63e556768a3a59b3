// Logistic regression on the whole training set at once.
#include "lessons/tasks/linearrule.h"

#include <cmath>

namespace lessons {
namespace {

double sigmoid(double z) {
    return 1.0 / (1.0 + std::exp(-z));
}

}  // namespace

std::vector<double> LinearRule::probabilities(const Eigen::MatrixXd& features) const {
    const Eigen::VectorXd z = (features * weights).array() + bias;
    std::vector<double> result;
    for (Eigen::Index row = 0; row < z.size(); ++row) result.push_back(sigmoid(z(row)));
    return result;
}

LinearRule fitLinearRule(const Eigen::MatrixXd& features, const std::vector<long>& labels, double decay) {
    constexpr int kSteps = 400;
    const auto count = double(features.rows());
    // A step of 1 / L is safe, L = max |x|^2 / 4 + decay, the bias counted as a column of ones.
    const double largest = features.rowwise().squaredNorm().maxCoeff() + 1.0;
    const double step = 1.0 / (largest / 4.0 + decay);
    LinearRule rule{Eigen::VectorXd::Zero(features.cols()), 0.0}, before = rule;
    for (int k = 0; k < kSteps; ++k) {
        const double momentum = double(k) / double(k + 3);
        const LinearRule ahead{rule.weights + momentum * (rule.weights - before.weights),
                               rule.bias + momentum * (rule.bias - before.bias)};
        const std::vector<double> said = ahead.probabilities(features);
        Eigen::VectorXd slope(features.rows());
        for (Eigen::Index row = 0; row < slope.size(); ++row)
            slope(row) = (said[std::size_t(row)] - double(labels[std::size_t(row)])) / count;
        before = rule;
        rule.weights = ahead.weights - step * (features.transpose() * slope + decay * ahead.weights);
        rule.bias = ahead.bias - step * slope.sum();
    }
    return rule;
}

double accuracyOf(const LinearRule& rule, const Eigen::MatrixXd& features, const std::vector<long>& labels) {
    const std::vector<double> said = rule.probabilities(features);
    std::size_t right = 0;
    for (std::size_t row = 0; row < said.size(); ++row) right += (said[row] > 0.5) == (labels[row] == 1);
    return double(right) / double(said.size());
}

}  // namespace lessons
