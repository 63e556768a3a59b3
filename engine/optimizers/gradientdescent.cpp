// SGD, RMSprop and Adagrad in Keras's formulas.
#include "engine/optimizers/gradientdescent.h"

namespace engine {

std::vector<std::string> Sgd::slotNames() const {
    if (momentum == 0.0) return {};
    return {"momentum"};
}

void Sgd::update(Matrix& weight, const Matrix& gradient, const Matrix&, std::vector<Matrix>& variables,
                 double learningRate, OptimizerState&) const {
    const auto rate = static_cast<Scalar>(learningRate);
    if (momentum == 0.0) {
        weight -= gradient * rate;
        return;
    }
    const auto kept = static_cast<Scalar>(momentum);
    Matrix& m = variables[0];
    m = m * kept - gradient * rate;
    if (nesterov) {
        weight += m * kept - gradient * rate;
    } else {
        weight += m;
    }
}

std::vector<std::string> RmsProp::slotNames() const {
    std::vector<std::string> names{"velocity"};
    if (momentum > 0.0) names.emplace_back("momentum");
    if (centered) names.emplace_back("average_gradient");
    return names;
}

void RmsProp::update(Matrix& weight, const Matrix& gradient, const Matrix& squares, std::vector<Matrix>& variables,
                     double learningRate, OptimizerState&) const {
    const auto rate = static_cast<Scalar>(learningRate);
    const auto keep = static_cast<Scalar>(rho);
    const auto take = static_cast<Scalar>(1.0 - rho);
    const auto small = static_cast<Scalar>(epsilon);
    Matrix& velocity = variables[0];
    velocity.array() = velocity.array() * keep + squares.array() * take;
    Matrix increment;
    if (centered) {
        Matrix& mean = variables.back();
        mean = mean * keep + gradient * take;
        increment = gradient.array() * rate / (velocity.array() - mean.array().square() + small).sqrt();
    } else {
        increment = gradient.array() * rate / (velocity.array() + small).sqrt();
    }
    if (momentum > 0.0) {
        variables[1] = variables[1] * static_cast<Scalar>(momentum) + increment;
        weight -= variables[1];
    } else {
        weight -= increment;
    }
}

Scalar Adagrad::initialSlotValue(std::size_t) const {
    return static_cast<Scalar>(initialAccumulator);
}

void Adagrad::update(Matrix& weight, const Matrix& gradient, const Matrix& squares, std::vector<Matrix>& variables,
                     double learningRate, OptimizerState&) const {
    variables[0].array() += squares.array();
    weight.array() -= gradient.array() * static_cast<Scalar>(learningRate) /
                      (variables[0].array() + static_cast<Scalar>(epsilon)).sqrt();
}

}  // namespace engine
