// Adam and Nadam in Keras's formulas, each coefficient rounded to Scalar where Keras rounds it.
#include "engine/optimizers/adam.h"

#include <cmath>

namespace engine {

namespace {

/// Both moving averages: m += (g - m)(1 - beta1), v += (g^2 - v)(1 - beta2), with squares for g^2.
void average(UpdatePart& part, Scalar oneMinusBeta1, Scalar oneMinusBeta2) {
    PartValues &m = part.variables[0], &v = part.variables[1];
    m += (part.gradient - m) * oneMinusBeta1;
    v += (part.squares - v) * oneMinusBeta2;
}

Scalar power(double base, std::int64_t exponent) {
    return std::pow(static_cast<Scalar>(base), static_cast<Scalar>(exponent));
}

}  // namespace

std::vector<std::string> Adam::slotNames() const {
    if (amsgrad) return {"momentum", "velocity", "velocity_hat"};
    return {"momentum", "velocity"};
}

std::vector<std::size_t> Adam::slotGroups() const {
    if (amsgrad) return {2, 1};
    return {2};
}

void Adam::update(UpdatePart& part, double learningRate, const OptimizerState& state) const {
    const std::int64_t step = state.iterations + 1;
    const Scalar alpha =
        static_cast<Scalar>(learningRate) * std::sqrt(1 - power(beta2, step)) / (1 - power(beta1, step));
    average(part, static_cast<Scalar>(1.0 - beta1), static_cast<Scalar>(1.0 - beta2));
    if (amsgrad) part.variables[2] = part.variables[2].max(part.variables[1]);
    const PartValues& v = part.variables[amsgrad ? 2 : 1];
    part.weight -= part.variables[0] * alpha / (v.sqrt() + static_cast<Scalar>(epsilon));
}

OptimizerState Nadam::initialState(const Weights& weights) const {
    OptimizerState state = Optimizer::initialState(weights);
    state.globals = {Scalar(1)};
    return state;
}

void Nadam::beginStep(OptimizerState& state) const {
    const Scalar decay = power(0.96, state.iterations + 1);
    state.globals[0] = state.globals[0] * static_cast<Scalar>(beta1) * (1 - Scalar(0.5) * decay);
}

void Nadam::update(UpdatePart& part, double learningRate, const OptimizerState& state) const {
    const std::int64_t step = state.iterations + 1;
    const auto beta = static_cast<Scalar>(beta1);
    const Scalar u = beta * (1 - Scalar(0.5) * power(0.96, step));
    const Scalar uNext = beta * (1 - Scalar(0.5) * power(0.96, step + 1));
    const Scalar product = state.globals[0];
    const Scalar productNext = product * uNext;
    average(part, 1 - beta, 1 - static_cast<Scalar>(beta2));
    const Scalar momentumFactor = uNext / (1 - productNext);
    const Scalar gradientFactor = (1 - u) / (1 - product);
    const Scalar velocityFactor = 1 - power(beta2, step);
    part.weight -= (part.variables[0] * momentumFactor + part.gradient * gradientFactor) *
                   static_cast<Scalar>(learningRate) /
                   ((part.variables[1] / velocityFactor).sqrt() + static_cast<Scalar>(epsilon));
}

}  // namespace engine
