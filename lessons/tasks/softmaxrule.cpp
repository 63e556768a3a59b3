// Softmax regression on the whole training set at once.
#include "lessons/tasks/softmaxrule.h"

#include "engine/data/labels.h"

namespace lessons {

using engine::Matrix;
using engine::Scalar;

namespace {

/// The largest eigenvalue of x'x / rows, by the power method: how steep the loss can be.
double steepest(const Matrix& x) {
    Eigen::VectorXf at = Eigen::VectorXf::Ones(x.cols()).normalized();
    double value = 0;
    for (int k = 0; k < 20; ++k) {
        const Eigen::VectorXf next = x.transpose() * (x * at) / Scalar(x.rows());
        value = double(next.norm());
        if (value == 0) break;
        at = next / Scalar(value);
    }
    return value;
}

void softmaxRows(Matrix& z) {
    z.colwise() -= z.rowwise().maxCoeff().eval();
    z = z.array().exp().matrix();
    z.array().colwise() /= z.rowwise().sum().eval().array();
}

}  // namespace

SoftmaxRule::SoftmaxRule(const Matrix& features, const std::vector<engine::Index>& labels, engine::Index classes,
                         double decay, int steps) {
    m_mean = features.colwise().mean();
    const Matrix centred = features.rowwise() - m_mean.row(0);
    m_scale = (centred.array().square().colwise().mean().sqrt() + Scalar(1e-6)).inverse().matrix();
    const Matrix x = scaled(features);
    // The second derivative of the cross-entropy is at most 1/2 x'x; a tenth more, as the power method comes from
    // below. The bias is a column of ones and, with all others centred, at right angles to them.
    const auto step = Scalar(1.0 / (0.55 * std::max(1.0, steepest(x)) + decay));
    const Matrix truth = engine::oneHot(labels, classes);
    m_weights = Matrix::Zero(x.cols(), classes);
    m_bias = Matrix::Zero(1, classes);
    Matrix weightsBefore = m_weights, biasBefore = m_bias;
    for (int k = 0; k < steps; ++k) {
        const auto momentum = Scalar(k) / Scalar(k + 3);
        const Matrix weights = m_weights + momentum * (m_weights - weightsBefore);
        const Matrix bias = m_bias + momentum * (m_bias - biasBefore);
        Matrix slope = (x * weights).rowwise() + bias.row(0);
        softmaxRows(slope);
        slope = (slope - truth) / Scalar(x.rows());
        weightsBefore = m_weights;
        biasBefore = m_bias;
        m_weights = weights - step * (x.transpose() * slope + Scalar(decay) * weights);
        m_bias = bias - step * slope.colwise().sum();
    }
}

Matrix SoftmaxRule::scaled(const Matrix& features) const {
    return ((features.rowwise() - m_mean.row(0)).array().rowwise() * m_scale.row(0).array()).matrix();
}

std::vector<engine::Index> SoftmaxRule::classesOf(const Matrix& features) const {
    return engine::argmaxRows((scaled(features) * m_weights).rowwise() + m_bias.row(0));
}

double shareRight(const std::vector<engine::Index>& said, const std::vector<engine::Index>& labels) {
    std::size_t right = 0;
    for (std::size_t k = 0; k < said.size(); ++k) right += said[k] == labels[k];
    return said.empty() ? 0 : double(right) / double(said.size());
}

}  // namespace lessons
