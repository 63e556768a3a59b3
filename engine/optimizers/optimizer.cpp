// What every optimizer does around its update: clipping, weight decay, counting (keras.optimizers.Optimizer.apply).
#include "engine/optimizers/optimizer.h"

#include <cmath>

namespace engine {

namespace {

/// Of the three only one is set; Keras asks for it.
void clip(Gradients& gradients, const Clipping& clipping) {
    std::vector<std::size_t> trained;
    for (std::size_t i = 0; i < gradients.size(); ++i) {
        if (gradients[i].size() != 0) trained.push_back(i);
    }
    if (clipping.norm > 0.0) {
        // g * c / max(|g|, c), each parameter by its own norm.
        for (const std::size_t i : trained) {
            const double norm = std::sqrt(gradients.squaredNorm(i));
            if (norm > clipping.norm) gradients.scale(i, static_cast<Scalar>(clipping.norm / norm));
        }
    } else if (clipping.globalNorm > 0.0) {
        // The norm is that of the reads; the product with the scale, be it 1, is one array in Keras.
        double sum = 0.0;
        for (const std::size_t i : trained) {
            sum += gradients.squaredNorm(i);
            gradients.dropReads(i);
        }
        const double norm = std::sqrt(sum);
        if (norm <= clipping.globalNorm) return;
        const auto scale = static_cast<Scalar>(clipping.globalNorm / norm);
        for (const std::size_t i : trained) gradients.scale(i, scale);
    } else if (clipping.value > 0.0) {
        for (const std::size_t i : trained) gradients.clipValues(i, static_cast<Scalar>(clipping.value));
    }
}

}  // namespace

OptimizerState Optimizer::initialState(const Weights& weights) const {
    OptimizerState state;
    const std::size_t slotCount = slotNames().size();
    for (const Matrix& weight : weights) {
        std::vector<Matrix>& variables = state.variables.emplace_back();
        for (std::size_t slot = 0; slot < slotCount; ++slot)
            variables.push_back(Matrix::Constant(weight.rows(), weight.cols(), initialSlotValue(slot)));
    }
    return state;
}

std::vector<std::pair<std::size_t, std::size_t>> Optimizer::savedOrder(const OptimizerState& state) const {
    std::vector<std::pair<std::size_t, std::size_t>> order;
    std::size_t first = 0;
    for (const std::size_t size : slotGroups()) {
        for (std::size_t parameter = 0; parameter < state.variables.size(); ++parameter) {
            if (state.variables[parameter].empty()) continue;
            for (std::size_t slot = first; slot < first + size; ++slot) order.emplace_back(parameter, slot);
        }
        first += size;
    }
    return order;
}

void Optimizer::apply(Weights& weights, Gradients& gradients, OptimizerState& state, double learningRate,
                      const Runner& runner) const {
    clip(gradients, clipping);
    if (weightDecay != 0.0) {
        const Scalar kept = Scalar(1) - static_cast<Scalar>(weightDecay) * static_cast<Scalar>(learningRate);
        for (std::size_t i = 0; i < weights.size(); ++i) {
            if (gradients[i].size() != 0) weights[i] *= kept;
        }
    }
    beginStep(state);
    // Squares of what was read row by row are sums; all others are made where they are needed.
    std::vector<Matrix> squares(weights.size());
    for (std::size_t i = 0; i < weights.size(); ++i)
        if (gradients.hasReads(i)) squares[i] = gradients.squares(i);
    const std::vector<Part> parts = partsOf(gradients);
    runner(static_cast<Index>(parts.size()), [&](Index number) {
        const Part& part = parts[static_cast<std::size_t>(number)];
        const ConstPartValues gradient = valuesOf(std::as_const(gradients)[part.matrix], part);
        Eigen::Array<Scalar, 1, Eigen::Dynamic, Eigen::RowMajor, 1, kPartNumbers> own(part.count);
        const Matrix& sums = squares[part.matrix];
        if (sums.size() > 0)
            own = valuesOf(sums, part);
        else
            own = gradient.square();
        UpdatePart update{valuesOf(weights[part.matrix], part), gradient, {own.data(), part.count}};
        for (Matrix& variable : state.variables[part.matrix]) update.variables.push_back(valuesOf(variable, part));
        this->update(update, learningRate, state);
    });
    ++state.iterations;
}

void Optimizer::beginStep(OptimizerState&) const {}

Scalar Optimizer::initialSlotValue(std::size_t) const {
    return 0;
}

}  // namespace engine
