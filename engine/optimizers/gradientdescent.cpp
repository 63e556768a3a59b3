// SGD, RMSprop and Adagrad in Keras's formulas.
#include "engine/optimizers/gradientdescent.h"

namespace engine {

std::vector<std::string> Sgd::slotNames() const {
    if (momentum == 0.0) return {};
    return {"momentum"};
}

void Sgd::update(UpdatePart& part, double learningRate, const OptimizerState&) const {
    const auto rate = static_cast<Scalar>(learningRate);
    if (momentum == 0.0) {
        part.weight -= part.gradient * rate;
        return;
    }
    const auto kept = static_cast<Scalar>(momentum);
    PartValues& m = part.variables[0];
    m = m * kept - part.gradient * rate;
    if (nesterov) {
        part.weight += m * kept - part.gradient * rate;
    } else {
        part.weight += m;
    }
}

std::vector<std::string> RmsProp::slotNames() const {
    std::vector<std::string> names{"velocity"};
    if (momentum > 0.0) names.emplace_back("momentum");
    if (centered) names.emplace_back("average_gradient");
    return names;
}

void RmsProp::update(UpdatePart& part, double learningRate, const OptimizerState&) const {
    const auto rate = static_cast<Scalar>(learningRate);
    const auto keep = static_cast<Scalar>(rho);
    const auto take = static_cast<Scalar>(1.0 - rho);
    const auto small = static_cast<Scalar>(epsilon);
    PartValues& velocity = part.variables[0];
    velocity = velocity * keep + part.squares * take;
    const auto change = [&](const auto& increment) {
        if (momentum > 0.0) {
            part.variables[1] = part.variables[1] * static_cast<Scalar>(momentum) + increment;
            part.weight -= part.variables[1];
        } else {
            part.weight -= increment;
        }
    };
    if (centered) {
        PartValues& mean = part.variables.back();
        mean = mean * keep + part.gradient * take;
        change(part.gradient * rate / (velocity - mean.square() + small).sqrt());
    } else {
        change(part.gradient * rate / (velocity + small).sqrt());
    }
}

Scalar Adagrad::initialSlotValue(std::size_t) const {
    return static_cast<Scalar>(initialAccumulator);
}

void Adagrad::update(UpdatePart& part, double learningRate, const OptimizerState&) const {
    part.variables[0] += part.squares;
    part.weight -=
        part.gradient * static_cast<Scalar>(learningRate) / (part.variables[0] + static_cast<Scalar>(epsilon)).sqrt();
}

}  // namespace engine
