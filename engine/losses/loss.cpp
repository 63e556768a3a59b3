// Reduction of the rows' losses to one number, with weights and masks (keras.losses.reduce_weighted_values).
#include "engine/losses/loss.h"

#include "engine/core/error.h"

namespace engine {

Tensor alignTarget(const Tensor& output, const Tensor& target, bool sparse, const std::string& who) {
    if (target.batch != output.batch)
        throw Error(who + ": expected targets of " + std::to_string(output.batch) + " samples, got " +
                    std::to_string(target.batch));
    if (output.sequence == target.sequence) {
        if (output.sequence && output.steps != target.steps)
            throw Error(who + ": expected targets of " + std::to_string(output.steps) + " steps, got " +
                        std::to_string(target.steps));
        return target;
    }
    const bool oneNumberARow = sparse || output.features() == 1;
    if (output.sequence && oneNumberARow && target.features() == output.steps) {
        // (batch, steps) to time-major rows.
        Matrix rows(output.steps * output.batch, 1);
        for (Index t = 0; t < output.steps; ++t) rows.middleRows(t * output.batch, output.batch) = target.values.col(t);
        return Tensor::sequences(std::move(rows), output.batch, output.steps);
    }
    if (!output.sequence && target.steps == 1) return Tensor::vectors(target.values);
    throw Error(who + ": expected targets of shape " +
                (sparse ? Shape{output.sequence, output.steps, 1} : output.shape()).text() + ", got " +
                target.shape().text());
}

std::vector<double> rowWeights(const Tensor& output, const std::vector<double>& sampleWeights, double& divisor) {
    const Index rows = output.values.rows();
    const Index batch = output.batch;
    divisor = static_cast<double>(rows);
    const bool masked = output.mask && static_cast<Index>(output.mask->size()) == rows;
    if (!masked && sampleWeights.empty()) return {};

    std::vector<double> weights(static_cast<std::size_t>(rows), 1.0);
    if (!sampleWeights.empty()) {
        const auto given = static_cast<Index>(sampleWeights.size());
        if (given != batch && given != rows)
            throw Error("sample weights: expected " + std::to_string(batch) + " numbers, got " + std::to_string(given));
        const Index steps = rows / batch;
        for (Index t = 0; t < steps; ++t) {
            for (Index b = 0; b < batch; ++b) {
                const Index source = given == rows ? b * steps + t : b;
                weights[static_cast<std::size_t>(t * batch + b)] = sampleWeights[static_cast<std::size_t>(source)];
            }
        }
    }
    if (masked) {
        divisor = 0.0;
        for (std::size_t row = 0; row < weights.size(); ++row) {
            if ((*output.mask)[row]) {
                divisor += 1.0;
            } else {
                weights[row] = 0.0;
            }
        }
    }
    return weights;
}

LossValue evaluateLoss(const Loss& loss, const Tensor& output, const Tensor& target,
                       const std::vector<double>& sampleWeights, bool wantsGradient) {
    const Tensor aligned = alignTarget(output, target, loss.isSparse(), loss.name());
    loss.check(output, aligned);
    double divisor = 0.0;
    std::vector<double> weights = rowWeights(output, sampleWeights, divisor);
    const double scale = divisor > 0.0 ? 1.0 / divisor : 0.0;

    const std::shared_ptr<const Loss> onLogits = output.logits ? loss.onLogits() : nullptr;
    const Loss& used = onLogits ? *onLogits : loss;
    const Matrix& values = onLogits ? *output.logits : output.values;

    LossValue result;
    const std::vector<double> rows = used.rows(values, aligned.values);
    for (std::size_t row = 0; row < rows.size(); ++row) {
        // A masked row may hold anything; 0 times that need not be 0.
        if (weights.empty()) {
            result.value += rows[row];
        } else if (weights[row] != 0.0) {
            result.value += rows[row] * weights[row];
        }
    }
    result.value *= scale;
    if (!wantsGradient) return result;

    if (weights.empty()) {
        weights.assign(rows.size(), scale);
    } else {
        for (double& weight : weights) weight *= scale;
    }
    result.gradient.values = used.gradient(values, aligned.values, weights);
    result.gradient.ofLogits = onLogits != nullptr;
    result.gradient.batch = output.batch;
    result.gradient.steps = output.steps;
    result.gradient.sequence = output.sequence;
    return result;
}

}  // namespace engine
