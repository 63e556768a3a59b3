// Adam and Nadam in Keras's formulas, each coefficient rounded to Scalar where Keras rounds it.
#include "engine/optimizers/adam.h"

#include <cmath>

namespace engine {

namespace {

/// Both moving averages: m += (g - m)(1 - beta1), v += (g^2 - v)(1 - beta2), with squares for g^2.
void average(Matrix& m, Matrix& v, const Matrix& gradient, const Matrix& squares, Scalar oneMinusBeta1,
             Scalar oneMinusBeta2) {
    m.array() += (gradient.array() - m.array()) * oneMinusBeta1;
    v.array() += (squares.array() - v.array()) * oneMinusBeta2;
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

void Adam::update(Matrix& weight, const Matrix& gradient, const Matrix& squares, std::vector<Matrix>& variables,
                  double learningRate, OptimizerState& state) const {
    const std::int64_t step = state.iterations + 1;
    const Scalar alpha =
        static_cast<Scalar>(learningRate) * std::sqrt(1 - power(beta2, step)) / (1 - power(beta1, step));
    average(variables[0], variables[1], gradient, squares, static_cast<Scalar>(1.0 - beta1),
            static_cast<Scalar>(1.0 - beta2));
    if (amsgrad) variables[2] = variables[2].cwiseMax(variables[1]);
    const Matrix& v = amsgrad ? variables[2] : variables[1];
    weight.array() -= variables[0].array() * alpha / (v.array().sqrt() + static_cast<Scalar>(epsilon));
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

void Nadam::update(Matrix& weight, const Matrix& gradient, const Matrix& squares, std::vector<Matrix>& variables,
                   double learningRate, OptimizerState& state) const {
    const std::int64_t step = state.iterations + 1;
    const auto beta = static_cast<Scalar>(beta1);
    const Scalar u = beta * (1 - Scalar(0.5) * power(0.96, step));
    const Scalar uNext = beta * (1 - Scalar(0.5) * power(0.96, step + 1));
    const Scalar product = state.globals[0];
    const Scalar productNext = product * uNext;
    average(variables[0], variables[1], gradient, squares, 1 - beta, 1 - static_cast<Scalar>(beta2));
    const Scalar momentumFactor = uNext / (1 - productNext);
    const Scalar gradientFactor = (1 - u) / (1 - product);
    const Scalar velocityFactor = 1 - power(beta2, step);
    weight.array() -= (variables[0].array() * momentumFactor + gradient.array() * gradientFactor) *
                      static_cast<Scalar>(learningRate) /
                      ((variables[1].array() / velocityFactor).sqrt() + static_cast<Scalar>(epsilon));
}

}  // namespace engine
