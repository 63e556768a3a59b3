// keras.layers.Bidirectional.
#include "engine/layers/bidirectional.h"

#include <array>
#include <iterator>
#include <utility>

namespace engine {
namespace {

constexpr std::array<std::pair<MergeMode, const char*>, 5> kModes{{{MergeMode::Concat, "concat"},
                                                                   {MergeMode::Sum, "sum"},
                                                                   {MergeMode::Mul, "mul"},
                                                                   {MergeMode::Ave, "ave"},
                                                                   {MergeMode::None, "none"}}};

std::string withoutPrefix(const std::string& name, const std::string& prefix) {
    return name.rfind(prefix, 0) == 0 ? name.substr(prefix.size()) : name;
}

/// Swaps first and last step: the backward layer returns its sequence in the order it went.
Matrix reversed(const Matrix& values, Index batch) {
    Matrix result(values.rows(), values.cols());
    const Index steps = batch > 0 ? values.rows() / batch : 0;
    for (Index t = 0; t < steps; ++t)
        result.middleRows(t * batch, batch) = values.middleRows((steps - 1 - t) * batch, batch);
    return result;
}

/// Sequence, then this direction's half of the initial states.
template <typename Item>
std::vector<Item> inputsOf(const std::vector<Item>& inputs, int direction) {
    const std::size_t half = (inputs.size() - 1) / 2;
    std::vector<Item> own{inputs[0]};
    const auto first = inputs.begin() + 1 + static_cast<std::ptrdiff_t>(direction == 0 ? 0 : half);
    own.insert(own.end(), first, first + static_cast<std::ptrdiff_t>(half));
    return own;
}

struct BidirectionalCache : Cache {
    std::vector<Call> calls;                      ///< forward, backward
    Matrix left, right;                           ///< the two outputs in the input's order, for MergeMode::Mul
    std::vector<Tensor> leftInputs, rightInputs;  ///< each layer's own, kept until backward
    Index batch = 0;
};

Call innerCall(const Call& outer, int direction) {
    Call call{.weights = outer.weights,
              .training = outer.training,
              .dropoutSeed = outer.dropoutSeed,
              .firstSample = outer.firstSample,
              .gradients = outer.gradients,
              .states = outer.states,
              .record = outer.direction == direction ? outer.record : nullptr,
              .probe = outer.direction == direction ? outer.probe : nullptr,
              .direction = 0,
              .wantsInputGradients = outer.wantsInputGradients,
              .cache = nullptr};
    return call;
}

}  // namespace

MergeMode mergeModeFromName(const std::string& name, const std::string& who) {
    for (const auto& [mode, own] : kModes)
        if (name == own || (name.empty() && mode == MergeMode::None)) return mode;
    throw Error(who + ": expected a merge_mode of concat, sum, mul, ave, none, got \"" + name + "\"");
}

std::string mergeModeName(MergeMode mode) {
    for (const auto& [own, name] : kModes)
        if (own == mode) return name;
    return {};
}

Bidirectional::Bidirectional(std::string name, const Recurrent& layer, MergeMode mode, const Recurrent* backwardLayer)
    : Layer(std::move(name)), m_mode(mode), m_ownBackward(backwardLayer != nullptr) {
    // Keras: a masked step's output is 0 wherever the whole sequence is returned.
    RecurrentOptions options = layer.options();
    options.zeroOutputForMask = options.returnSequences;
    m_forward = layer.clone("forward_" + withoutPrefix(layer.name(), "forward_"), options);
    if (backwardLayer) {
        options = backwardLayer->options();
        options.zeroOutputForMask = options.returnSequences;
        m_backward = backwardLayer->clone(backwardLayer->name(), options);
    } else {
        options.goBackwards = true;
        m_backward = layer.clone("backward_" + withoutPrefix(layer.name(), "backward_"), options);
    }
    const RecurrentOptions& a = m_forward->options();
    const RecurrentOptions& b = m_backward->options();
    if (a.goBackwards == b.goBackwards)
        throw Error(this->name() + ": expected one layer with go_backwards and one without, got two alike");
    if (a.returnSequences != b.returnSequences || a.returnState != b.returnState || a.stateful != b.stateful)
        throw Error(
            this->name() +
            ": expected the same return_sequences, return_state and stateful in both layers, got different ones");
    if (m_mode != MergeMode::Concat && m_mode != MergeMode::None && a.units != b.units)
        throw Error(this->name() + ": expected the same units in both layers for merge_mode " + mergeModeName(m_mode) +
                    ", got " + std::to_string(a.units) + " and " + std::to_string(b.units));
}

std::vector<Shape> Bidirectional::outputShapes(const std::vector<Shape>& inputs) const {
    if (inputs.empty()) throw Error(name() + ": expected a sequence (None, steps, features), got nothing");
    const std::size_t states = m_forward->stateCount() + m_backward->stateCount();
    if (inputs.size() != 1 && inputs.size() != 1 + states)
        throw Error(name() + ": expected " + std::to_string(states) + " initial states, got " +
                    std::to_string(inputs.size() - 1));
    const std::vector<Shape> left = m_forward->outputShapes(inputsOf(inputs, 0));
    const std::vector<Shape> right = m_backward->outputShapes(inputsOf(inputs, 1));
    std::vector<Shape> shapes{left[0]};
    if (m_mode == MergeMode::Concat)
        shapes[0].features += right[0].features;
    else if (m_mode == MergeMode::None)
        shapes.push_back(right[0]);
    shapes.insert(shapes.end(), left.begin() + 1, left.end());
    shapes.insert(shapes.end(), right.begin() + 1, right.end());
    return shapes;
}

void Bidirectional::build(const std::vector<Shape>& inputs) {
    (void)outputShapes(inputs);
    m_forward->build(inputsOf(inputs, 0));
    m_backward->build(inputsOf(inputs, 1));
    for (Recurrent* layer : {m_forward.get(), m_backward.get()})
        if (!built())
            for (Parameter* parameter : layer->parameters()) parameter->path = layer->name() + "/" + parameter->path;
    markBuilt();
}

// Both layers' own, their outputs before they are merged, and a copy of the inputs for each.
double Bidirectional::numbersKept(const std::vector<Shape>& inputs) const {
    double kept = 0.0;
    for (const Recurrent* layer : {m_forward.get(), m_backward.get()}) {
        const std::vector<Shape> own = inputsOf(inputs, layer == m_forward.get() ? 0 : 1);
        kept += layer->numbersKept(own);
        for (const Shape& shape : own) kept += shape.size();
        for (const Shape& shape : layer->outputShapes(own)) kept += shape.size();
    }
    return kept;
}

std::vector<Parameter*> Bidirectional::parameters() {
    std::vector<Parameter*> all = m_forward->parameters();
    for (Parameter* parameter : m_backward->parameters()) all.push_back(parameter);
    return all;
}

std::vector<Tensor> Bidirectional::forward(const std::vector<Tensor>& inputs, Call& call) const {
    auto cache = std::make_unique<BidirectionalCache>();
    cache->batch = inputs[0].batch;
    cache->leftInputs = inputsOf(inputs, 0);
    cache->rightInputs = inputsOf(inputs, 1);
    auto* before = dynamic_cast<BidirectionalCache*>(call.cache.get());
    for (int direction = 0; direction < 2; ++direction) {
        cache->calls.push_back(innerCall(call, direction));
        if (before) cache->calls.back().cache = std::move(before->calls[static_cast<std::size_t>(direction)].cache);
    }
    std::vector<Tensor> left = m_forward->forward(cache->leftInputs, cache->calls[0]);
    std::vector<Tensor> right = m_backward->forward(cache->rightInputs, cache->calls[1]);
    if (m_forward->options().returnSequences) right[0].values = reversed(right[0].values, cache->batch);

    std::vector<Tensor> outputs;
    outputs.push_back(left[0]);
    Matrix& merged = outputs[0].values;
    switch (m_mode) {
        case MergeMode::Concat:
            merged.resize(left[0].values.rows(), left[0].values.cols() + right[0].values.cols());
            merged << left[0].values, right[0].values;
            break;
        case MergeMode::Sum:
            merged += right[0].values;
            break;
        case MergeMode::Ave:
            merged = (merged + right[0].values) / Scalar(2);
            break;
        case MergeMode::Mul:
            cache->left = left[0].values;
            cache->right = right[0].values;
            merged.array() *= right[0].values.array();
            break;
        case MergeMode::None:
            outputs.push_back(right[0]);
            break;
    }
    for (const auto* side : {&left, &right}) outputs.insert(outputs.end(), side->begin() + 1, side->end());
    call.cache = std::move(cache);
    return outputs;
}

std::vector<Tensor> Bidirectional::backward(const std::vector<Tensor>& outputGradients, Call& call) const {
    auto& cache = static_cast<BidirectionalCache&>(*call.cache);
    const Index units = m_forward->options().units;
    const std::size_t merged = m_mode == MergeMode::None ? 2 : 1;
    const Matrix none;
    const auto gradient = [&](std::size_t k) -> const Matrix& {
        return k < outputGradients.size() ? outputGradients[k].values : none;
    };
    const Matrix& whole = gradient(0);

    Matrix left, right;
    if (m_mode == MergeMode::None) {
        left = whole;
        right = gradient(1);
    } else if (whole.size() > 0) {
        switch (m_mode) {
            case MergeMode::Concat:
                left = whole.leftCols(units);
                right = whole.rightCols(whole.cols() - units);
                break;
            case MergeMode::Ave:
                left = right = whole / Scalar(2);
                break;
            case MergeMode::Mul:
                left = whole.cwiseProduct(cache.right);
                right = whole.cwiseProduct(cache.left);
                break;
            default:
                left = right = whole;
        }
    }
    if (m_forward->options().returnSequences) right = reversed(right, cache.batch);

    const auto sideGradients = [&](Matrix values, std::size_t firstState, std::size_t count) {
        std::vector<Tensor> result(1);
        result[0].values = std::move(values);
        for (std::size_t k = 0; k < count && merged + firstState + k < outputGradients.size(); ++k)
            result.push_back(outputGradients[merged + firstState + k]);
        return result;
    };
    for (Call& inner : cache.calls) inner.gradients = call.gradients;
    std::vector<Tensor> result =
        m_forward->backward(sideGradients(std::move(left), 0, m_forward->stateCount()), cache.calls[0]);
    std::vector<Tensor> other = m_backward->backward(
        sideGradients(std::move(right), m_forward->stateCount(), m_backward->stateCount()), cache.calls[1]);
    if (result[0].values.size() > 0) result[0].values += other[0].values;
    result.insert(result.end(), std::make_move_iterator(other.begin() + 1), std::make_move_iterator(other.end()));
    return result;
}

}  // namespace engine
