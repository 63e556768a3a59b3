// Concatenate: columns side by side, or blocks of steps one after the other.
#include "engine/layers/reshaping/concatenate.h"

#include <algorithm>
#include <utility>

#include "engine/layers/check.h"

namespace engine {

namespace {

struct ConcatenateCache : Cache {
    std::vector<Shape> shapes;  // of the inputs, as they came
    Index batch = 0;
};

std::shared_ptr<const Mask> joinedMask(const std::vector<Tensor>& inputs, bool inTime) {
    if (std::none_of(inputs.begin(), inputs.end(), [](const Tensor& x) { return x.mask != nullptr; })) return nullptr;
    Mask joined;
    for (const Tensor& x : inputs) {
        const Mask own = x.mask ? *x.mask : Mask(static_cast<std::size_t>(x.values.rows()), true);
        if (inTime || joined.empty()) {
            joined.insert(joined.end(), own.begin(), own.end());
        } else {
            for (std::size_t r = 0; r < own.size(); ++r) joined[r] = joined[r] || own[r];
        }
    }
    return std::make_shared<const Mask>(std::move(joined));
}

}  // namespace

Concatenate::Concatenate(std::string name, ConcatenateOptions options) : Layer(std::move(name)), m_options(options) {
    if (options.axis != -1 && options.axis != 1 && options.axis != 2 && options.axis != -2) {
        throw Error(this->name() + ": expected axis -1 (features) or 1 (time), got " + std::to_string(options.axis));
    }
}

bool Concatenate::inTime(bool sequence) const {
    return sequence && (m_options.axis == 1 || m_options.axis == -2);
}

std::vector<Shape> Concatenate::outputShapes(const std::vector<Shape>& inputs) const {
    if (inputs.empty()) throw Error(name() + ": expected at least 1 input, got none");
    Shape whole = inputs.front();
    if (!whole.sequence && (m_options.axis == 2 || m_options.axis == -2)) {
        throw Error(name() + ": expected sequences for axis " + std::to_string(m_options.axis) + ", got shape " +
                    whole.text());
    }
    const bool time = inTime(whole.sequence);
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        const Shape& own = inputs[i];
        checkFeatures(*this, own, kVariable);
        const bool fits = own.sequence == whole.sequence &&
                          (time ? own.features == whole.features
                                : own.steps == whole.steps || own.steps == kVariable || whole.steps == kVariable);
        if (!fits) {
            throw Error(name() + ": expected inputs that differ in " + (time ? "steps" : "features") + " only, got " +
                        whole.text() + " and " + own.text());
        }
        if (i == 0) continue;
        if (time) {
            whole.steps = whole.steps == kVariable || own.steps == kVariable ? kVariable : whole.steps + own.steps;
        } else {
            whole.features += own.features;
            if (whole.steps == kVariable) whole.steps = own.steps;
        }
    }
    return {whole};
}

void Concatenate::build(const std::vector<Shape>& inputs) {
    static_cast<void>(outputShapes(inputs));
    markBuilt();
}

std::vector<Tensor> Concatenate::forward(const std::vector<Tensor>& inputs, Call& call) const {
    auto cache = std::make_unique<ConcatenateCache>();
    for (const Tensor& x : inputs) cache->shapes.push_back(x.shape());
    // Lengths that were open when the graph was built are known now.
    const Shape whole = outputShapes(cache->shapes).front();
    const bool time = inTime(whole.sequence);
    const Index batch = cache->batch = inputs.front().batch;
    Tensor y{.values = Matrix(whole.steps * batch, whole.features),
             .batch = batch,
             .steps = whole.steps,
             .sequence = whole.sequence,
             .mask = joinedMask(inputs, time)};
    Index at = 0;
    for (const Tensor& x : inputs) {
        if (time) {
            y.values.middleRows(at, x.values.rows()) = x.values;
            at += x.values.rows();
        } else {
            y.values.middleCols(at, x.values.cols()) = x.values;
            at += x.values.cols();
        }
    }
    call.cache = std::move(cache);
    return moved(std::move(y));
}

std::vector<Tensor> Concatenate::backward(const std::vector<Tensor>& outputGradients, Call& call) const {
    const auto& cache = cacheOf<ConcatenateCache>(call);
    const Matrix& dy = outputGradients.front().values;
    std::vector<Tensor> gradients;
    Index at = 0;
    for (const Shape& shape : cache.shapes) {
        const bool time = inTime(shape.sequence);
        const Index size = time ? shape.steps * cache.batch : shape.features;
        Tensor dx{.values = time ? Matrix(dy.middleRows(at, size)) : Matrix(dy.middleCols(at, size)),
                  .batch = cache.batch,
                  .steps = shape.steps,
                  .sequence = shape.sequence,
                  .mask = nullptr};
        gradients.push_back(std::move(dx));
        at += size;
    }
    return gradients;
}

}  // namespace engine
