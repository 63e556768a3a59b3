// Merging layers: all inputs spread to the output's shape, then number by number.
#include "engine/layers/merging/merge.h"

#include <algorithm>
#include <array>
#include <utility>

#include "engine/layers/check.h"
#include "engine/layers/merging/broadcast.h"

namespace engine {

namespace {

// NaN comes through, whichever side it is on, as in TensorFlow.
constexpr auto larger = [](Scalar a, Scalar b) { return a >= b || a != a ? a : b; };
constexpr auto smaller = [](Scalar a, Scalar b) { return a <= b || a != a ? a : b; };

constexpr std::array kNames{"Add", "Subtract", "Multiply", "Average", "Maximum", "Minimum"};

struct MergeCache : Cache {
    std::vector<Shape> shapes;
    std::vector<Matrix> values;  // Multiply, Maximum, Minimum: the inputs, spread
    Matrix result;               // Maximum, Minimum
    Index batch = 0;
};

std::shared_ptr<const Mask> mergedMask(const std::vector<Tensor>& inputs, const Tensor& y) {
    for (const Tensor& x : inputs)
        if (!x.mask || x.mask->size() != static_cast<std::size_t>(y.steps * y.batch)) return nullptr;
    Mask merged = *inputs.front().mask;
    for (const Tensor& x : inputs)
        for (std::size_t i = 0; i < merged.size(); ++i) merged[i] = merged[i] || (*x.mask)[i];
    return std::make_shared<const Mask>(std::move(merged));
}

}  // namespace

std::string Merge::className() const {
    return kNames[static_cast<std::size_t>(m_merging)];
}

std::vector<Shape> Merge::outputShapes(const std::vector<Shape>& inputs) const {
    if (inputs.empty() || (m_merging == Merging::Subtract && inputs.size() != 2))
        throw Error(name() + ": expected " + (m_merging == Merging::Subtract ? "2 inputs" : "at least 1 input") +
                    ", got " + std::to_string(inputs.size()));
    Shape whole = inputs.front();
    for (const Shape& own : inputs) whole = broadcast(whole, own, name());
    return {whole};
}

void Merge::build(const std::vector<Shape>& inputs) {
    static_cast<void>(outputShapes(inputs));
    markBuilt();
}

double Merge::numbersKept(const std::vector<Shape>& inputs) const {
    return outputShapes(inputs).front().size() * static_cast<double>(inputs.size() + 1);
}

std::vector<Tensor> Merge::forward(const std::vector<Tensor>& inputs, Call& call) const {
    auto cache = std::make_unique<MergeCache>();
    for (const Tensor& x : inputs) cache->shapes.push_back(x.shape());
    const Shape whole = outputShapes(cache->shapes).front();
    cache->batch = inputs.front().batch;
    for (const Tensor& x : inputs) cache->values.push_back(spread(x.values, x.shape(), whole, x.batch));
    Matrix y = cache->values.front();
    for (std::size_t i = 1; i < inputs.size(); ++i) {
        const Matrix& x = cache->values[i];
        switch (m_merging) {
            case Merging::Add:
            case Merging::Average:
                y += x;
                break;
            case Merging::Subtract:
                y -= x;
                break;
            case Merging::Multiply:
                y.array() *= x.array();
                break;
            case Merging::Maximum:
                y = y.binaryExpr(x, larger);
                break;
            case Merging::Minimum:
                y = y.binaryExpr(x, smaller);
                break;
        }
    }
    if (m_merging == Merging::Average) y /= static_cast<Scalar>(inputs.size());
    const bool chooses = m_merging == Merging::Maximum || m_merging == Merging::Minimum;
    if (chooses) cache->result = y;
    if (!chooses && m_merging != Merging::Multiply) cache->values.clear();
    Tensor out{.values = std::move(y),
               .batch = cache->batch,
               .steps = whole.steps,
               .sequence = whole.sequence,
               .mask = nullptr};
    out.width = whole.width;
    out.mask = mergedMask(inputs, out);
    call.cache = std::move(cache);
    return moved(std::move(out));
}

std::vector<Tensor> Merge::backward(const std::vector<Tensor>& outputGradients, Call& call) const {
    const auto& cache = cacheOf<MergeCache>(call);
    const Shape whole = outputShapes(cache.shapes).front();
    Matrix dy = outputGradients.front().values;
    if (m_merging == Merging::Average) dy /= static_cast<Scalar>(cache.shapes.size());
    std::vector<Tensor> gradients;
    for (std::size_t i = 0; i < cache.shapes.size(); ++i) {
        Matrix own = dy;
        if (m_merging == Merging::Subtract && i == 1) own = -own;
        if (m_merging == Merging::Multiply)
            for (std::size_t other = 0; other < cache.shapes.size(); ++other)
                if (other != i) own.array() *= cache.values[other].array();
        if (cache.result.size() > 0) {
            // To the first of equal ones, as TensorFlow's maximum of two after two gives it.
            own = (cache.values[i].array() == cache.result.array()).select(own, Scalar(0));
            dy -= own;
        }
        gradients.push_back(Tensor{.values = gathered(own, cache.shapes[i], whole, cache.batch),
                                   .batch = cache.batch,
                                   .steps = cache.shapes[i].steps,
                                   .sequence = cache.shapes[i].sequence,
                                   .mask = nullptr});
        gradients.back().width = cache.shapes[i].width;
    }
    return gradients;
}

}  // namespace engine
