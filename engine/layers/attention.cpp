// Attention: sample by sample, as the softmax is over one sample's steps.
#include "engine/layers/attention.h"

#include <utility>

#include "engine/layers/check.h"

namespace engine {

namespace {

struct AttentionCache : Cache {
    const std::vector<Tensor>* inputs = nullptr;
    std::vector<Matrix> distributions;  // P, by sample
};

// The steps of one sample in a time-major batch, [steps x features].
using Steps = Eigen::Map<Matrix, 0, Eigen::OuterStride<>>;
using ConstSteps = Eigen::Map<const Matrix, 0, Eigen::OuterStride<>>;

ConstSteps stepsOf(const Tensor& x, Index sample) {
    const Index features = x.values.cols();
    return {x.values.data() + sample * features, x.steps, features, Eigen::OuterStride<>(x.batch * features)};
}

Steps stepsOf(Tensor& x, Index sample) {
    const Index features = x.values.cols();
    return {x.values.data() + sample * features, x.steps, features, Eigen::OuterStride<>(x.batch * features)};
}

bool isMasked(const Tensor& x, Index step, Index sample) {
    return x.mask && !(*x.mask)[static_cast<std::size_t>(step * x.batch + sample)];
}

const Tensor& keyOf(const std::vector<Tensor>& inputs) {
    return inputs.size() > 2 ? inputs[2] : inputs[1];
}

Tensor likewise(const Tensor& x) {
    return Tensor::sequences(Matrix::Zero(x.values.rows(), x.values.cols()), x.batch, x.steps);
}

}  // namespace

Attention::Attention(std::string name, AttentionOptions options) : Layer(std::move(name)), m_options(options) {}

std::vector<Shape> Attention::outputShapes(const std::vector<Shape>& inputs) const {
    if (inputs.size() != 2 && inputs.size() != 3)
        throw Error(name() + ": expected 2 or 3 inputs (query, value, key), got " + std::to_string(inputs.size()));
    for (const Shape& input : inputs) {
        checkSequence(*this, input);
        checkFeatures(*this, input, kVariable);
    }
    const Shape &query = inputs[0], &value = inputs[1], &key = inputs.size() > 2 ? inputs[2] : inputs[1];
    if (query.features != key.features)
        throw Error(name() + ": expected a query of " + std::to_string(key.features) + " features, as the key, got " +
                    std::to_string(query.features));
    if (value.steps != key.steps && value.steps != kVariable && key.steps != kVariable)
        throw Error(name() + ": expected a key of " + std::to_string(value.steps) + " steps, as the value, got " +
                    std::to_string(key.steps));
    return {Shape::sequenceOf(query.steps, value.features)};
}

double Attention::numbersKept(const std::vector<Shape>& inputs) const {
    const auto steps = [](const Shape& shape) { return shape.steps == kVariable ? 1.0 : double(shape.steps); };
    return inputs.size() < 2 ? 0.0 : steps(inputs[0]) * steps(inputs[1]);
}

void Attention::build(const std::vector<Shape>& inputs) {
    static_cast<void>(outputShapes(inputs));
    if (built()) return;
    const bool additive = m_options.score == AttentionScore::Additive;
    m_scale = {.path = "scale",
               .shape = additive ? std::vector<Index>{inputs[0].features} : std::vector<Index>{},
               .initializer = {additive ? "glorot_uniform" : "ones"}};
    m_weight = {.path = "concat_score_weight", .shape = {}, .initializer = {"ones"}};
    markBuilt();
}

std::vector<Parameter*> Attention::parameters() {
    std::vector<Parameter*> own;
    if (built() && m_options.useScale) own.push_back(&m_scale);
    if (built() && m_options.score == AttentionScore::Concat) own.push_back(&m_weight);
    return own;
}

Scalar Attention::scale(const Weights& weights) const {
    const bool learnt = m_options.useScale && m_options.score != AttentionScore::Additive;
    return learnt ? weights[static_cast<std::size_t>(m_scale.index)](0, 0) : Scalar(1);
}

Matrix Attention::factors(const Weights& weights, Index features) const {
    if (m_options.score == AttentionScore::Concat)
        return Matrix::Constant(1, features, weights[static_cast<std::size_t>(m_weight.index)](0, 0));
    if (m_options.useScale) return weights[static_cast<std::size_t>(m_scale.index)];
    return Matrix::Ones(1, features);
}

Matrix Attention::scores(const Matrix& query, const Matrix& key, const Weights& weights) const {
    if (m_options.score == AttentionScore::Dot) return scale(weights) * (query * key.transpose());
    const Matrix factor = factors(weights, query.cols());
    const Scalar c = scale(weights);
    Matrix s(query.rows(), key.rows());
    for (Index t = 0; t < s.rows(); ++t)
        for (Index k = 0; k < s.cols(); ++k)
            s(t, k) = ((c * (query.row(t) + key.row(k))).array().tanh() * factor.row(0).array()).sum();
    return s;
}

// With h = tanh(c (q + k)) and dh = ds factor (1 - h^2): dq = dk = c dh, dc = sum dh (q + k), dfactor = ds h.
void Attention::scoresBackward(const Matrix& query, const Matrix& key, const Matrix& ds, Matrix& dq, Matrix& dk,
                               Call& call) const {
    const Matrix factor = factors(call.weights, query.cols());
    const Scalar c = scale(call.weights);
    Matrix ofFactor = Matrix::Zero(1, query.cols());
    Scalar ofScale = 0;
    for (Index t = 0; t < ds.rows(); ++t) {
        for (Index k = 0; k < ds.cols(); ++k) {
            const RowVector sum = query.row(t) + key.row(k);
            const RowVector h = (c * sum).array().tanh();
            const RowVector dh = ds(t, k) * factor.row(0).array() * (Scalar(1) - h.array().square());
            dq.row(t) += c * dh;
            dk.row(k) += c * dh;
            ofScale += dh.dot(sum);
            ofFactor.row(0) += ds(t, k) * h;
        }
    }
    if (!call.gradients) return;
    if (m_options.score == AttentionScore::Concat) gradientOf(call, m_weight)(0, 0) += ofFactor.sum();
    if (!m_options.useScale) return;
    if (m_options.score == AttentionScore::Concat)
        gradientOf(call, m_scale)(0, 0) += ofScale;
    else
        gradientOf(call, m_scale) += ofFactor;
}

Matrix Attention::distribution(const std::vector<Tensor>& inputs, const Weights& weights, Index sample) const {
    const Tensor& value = inputs[1];
    Matrix p = scores(stepsOf(inputs[0], sample), stepsOf(keyOf(inputs), sample), weights);
    for (Index s = 0; s < p.cols(); ++s)
        if (isMasked(value, s, sample)) p.col(s).array() -= Scalar(1e9);  // Keras's number
    for (Index t = 0; t < p.rows(); ++t) {
        auto row = p.row(t).array();
        row = (row - row.maxCoeff()).exp();
        row /= row.sum();
    }
    return p;
}

std::vector<Tensor> Attention::forward(const std::vector<Tensor>& inputs, Call& call) const {
    std::vector<Shape> shapes;
    for (const Tensor& x : inputs) shapes.push_back(x.shape());
    // Lengths that were open when the graph was built are known now.
    const Shape whole = outputShapes(shapes).front();
    const Tensor &query = inputs[0], &value = inputs[1];
    auto cache = std::make_unique<AttentionCache>();
    cache->inputs = &inputs;
    Tensor y = Tensor::sequences(Matrix(query.values.rows(), whole.features), query.batch, query.steps);
    y.mask = query.mask;
    for (Index b = 0; b < query.batch; ++b) {
        cache->distributions.push_back(distribution(inputs, call.weights, b));
        Steps out = stepsOf(y, b);
        out.noalias() = cache->distributions.back() * stepsOf(value, b);
        for (Index t = 0; t < query.steps; ++t)
            if (isMasked(query, t, b)) out.row(t).setZero();
    }
    call.cache = std::move(cache);
    return moved(std::move(y));
}

// dV = P' dY; dP = dY V'; dS = P (dP - sum over the row of P dP), number by number; dQ = scale dS K; dK = scale dS' Q;
// dscale = sum of dS Q K'.
std::vector<Tensor> Attention::backward(const std::vector<Tensor>& outputGradients, Call& call) const {
    const auto& cache = cacheOf<AttentionCache>(call);
    const std::vector<Tensor>& inputs = *cache.inputs;
    const Tensor &query = inputs[0], &value = inputs[1], &key = keyOf(inputs);
    const Scalar factor = scale(call.weights);
    std::vector<Tensor> gradients;
    for (const Tensor& x : inputs) gradients.push_back(likewise(x));
    Tensor& keyGradient = gradients[inputs.size() > 2 ? 2 : 1];
    for (Index b = 0; b < query.batch; ++b) {
        const Matrix& p = cache.distributions[static_cast<std::size_t>(b)];
        Matrix dy = stepsOf(outputGradients.front(), b);
        for (Index t = 0; t < query.steps; ++t)
            if (isMasked(query, t, b)) dy.row(t).setZero();
        Matrix ds = dy * stepsOf(value, b).transpose();
        for (Index t = 0; t < ds.rows(); ++t) {
            const Scalar mean = ds.row(t).dot(p.row(t));
            ds.row(t).array() = p.row(t).array() * (ds.row(t).array() - mean);
        }
        if (m_options.score != AttentionScore::Dot) {
            Matrix dq = Matrix::Zero(query.steps, query.features()), dk = Matrix::Zero(key.steps, key.features());
            scoresBackward(stepsOf(query, b), stepsOf(key, b), ds, dq, dk, call);
            stepsOf(gradients[1], b) += p.transpose() * dy;
            stepsOf(gradients[0], b) += dq;
            stepsOf(keyGradient, b) += dk;
            continue;
        }
        if (m_options.useScale && call.gradients) {
            const Matrix products = stepsOf(query, b) * stepsOf(key, b).transpose();
            gradientOf(call, m_scale)(0, 0) += ds.cwiseProduct(products).sum();
        }
        stepsOf(gradients[1], b) += p.transpose() * dy;
        stepsOf(gradients[0], b) += factor * (ds * stepsOf(key, b));
        stepsOf(keyGradient, b) += factor * (ds.transpose() * stepsOf(query, b));
    }
    return gradients;
}

}  // namespace engine
