// Cutting batches into shards, picking samples, and putting shards together.
#include "engine/core/tensor.h"

#include <algorithm>
#include <utility>

#include "engine/core/error.h"

namespace engine {

namespace {

std::string dimension(Index size) {
    return size == kVariable ? "None" : std::to_string(size);
}

// mask of `count` samples, where sample b of step t is the old sample source(b)
template <typename Source>
std::shared_ptr<const Mask> pickMask(const std::shared_ptr<const Mask>& mask, Index batch, Index steps, Index count,
                                     Source source) {
    if (!mask) return nullptr;
    Mask picked(static_cast<std::size_t>(steps * count));
    for (Index t = 0; t < steps; ++t) {
        for (Index b = 0; b < count; ++b) {
            picked[static_cast<std::size_t>(t * count + b)] = (*mask)[static_cast<std::size_t>(t * batch + source(b))];
        }
    }
    return std::make_shared<const Mask>(std::move(picked));
}

}  // namespace

std::string Shape::text() const {
    if (!sequence) return "(None, " + dimension(features) + ")";
    if (width > 0)
        return "(None, " + dimension(steps) + ", " + dimension(width) + ", " + dimension(features / width) + ")";
    return "(None, " + dimension(steps) + ", " + dimension(features) + ")";
}

Tensor Tensor::vectors(Matrix values) {
    Tensor tensor;
    tensor.batch = values.rows();
    tensor.values = std::move(values);
    return tensor;
}

Tensor Tensor::sequences(Matrix values, Index batch, Index steps) {
    if (values.rows() != batch * steps) {
        throw Error("tensor: expected " + std::to_string(batch * steps) + " rows for " + std::to_string(batch) +
                    " samples of " + std::to_string(steps) + " steps, got " + std::to_string(values.rows()));
    }
    Tensor tensor;
    tensor.values = std::move(values);
    tensor.batch = batch;
    tensor.steps = steps;
    tensor.sequence = true;
    return tensor;
}

Tensor Tensor::samples(Index first, Index count) const {
    if (first == 0 && count == batch) return *this;
    if (first < 0 || count < 0 || first + count > batch) {
        throw Error("tensor: expected samples within 0 to " + std::to_string(batch) + ", got " + std::to_string(first) +
                    " to " + std::to_string(first + count));
    }
    Tensor picked;
    picked.batch = count;
    picked.steps = steps;
    picked.sequence = sequence;
    picked.width = width;
    picked.ofLogits = ofLogits;
    picked.values.resize(steps * count, values.cols());
    for (Index t = 0; t < steps; ++t) {
        picked.values.middleRows(t * count, count) = values.middleRows(t * batch + first, count);
    }
    picked.mask = pickMask(mask, batch, steps, count, [first](Index b) { return first + b; });
    return picked;
}

Tensor Tensor::gather(const std::vector<Index>& samples) const {
    const auto count = static_cast<Index>(samples.size());
    for (const Index sample : samples) {
        if (sample < 0 || sample >= batch) {
            throw Error("tensor: expected a sample below " + std::to_string(batch) + ", got " + std::to_string(sample));
        }
    }
    Tensor picked;
    picked.batch = count;
    picked.steps = steps;
    picked.sequence = sequence;
    picked.width = width;
    picked.values.resize(steps * count, values.cols());
    for (Index t = 0; t < steps; ++t) {
        for (Index b = 0; b < count; ++b) {
            picked.values.row(t * count + b) = values.row(t * batch + samples[static_cast<std::size_t>(b)]);
        }
    }
    picked.mask =
        pickMask(mask, batch, steps, count, [&samples](Index b) { return samples[static_cast<std::size_t>(b)]; });
    return picked;
}

Tensor concatenateBatches(const std::vector<Tensor>& shards) {
    if (shards.empty()) return {};
    if (shards.size() == 1) return shards.front();
    const Tensor& front = shards.front();
    Tensor whole;
    whole.steps = front.steps;
    whole.sequence = front.sequence;
    whole.width = front.width;
    bool masked = false, withLogits = true;
    for (const Tensor& shard : shards) {
        if (shard.steps != front.steps || shard.sequence != front.sequence ||
            shard.values.cols() != front.values.cols()) {
            throw Error("tensor: expected shards of shape " + front.shape().text() + ", got " + shard.shape().text());
        }
        whole.batch += shard.batch;
        masked = masked || shard.mask;
        withLogits = withLogits && shard.logits;
    }
    whole.values.resize(whole.steps * whole.batch, front.values.cols());
    Mask mask(masked ? static_cast<std::size_t>(whole.steps * whole.batch) : 0, true);
    Matrix logits(withLogits ? whole.values.rows() : 0, whole.values.cols());
    Index first = 0;
    for (const Tensor& shard : shards) {
        for (Index t = 0; t < whole.steps; ++t) {
            whole.values.middleRows(t * whole.batch + first, shard.batch) = shard.step(t);
            if (withLogits) {
                logits.middleRows(t * whole.batch + first, shard.batch) =
                    shard.logits->middleRows(t * shard.batch, shard.batch);
            }
            for (Index b = 0; shard.mask && b < shard.batch; ++b) {
                mask[static_cast<std::size_t>(t * whole.batch + first + b)] =
                    (*shard.mask)[static_cast<std::size_t>(t * shard.batch + b)];
            }
        }
        first += shard.batch;
    }
    if (masked) whole.mask = std::make_shared<const Mask>(std::move(mask));
    if (withLogits) whole.logits = std::make_shared<const Matrix>(std::move(logits));
    return whole;
}

}  // namespace engine
