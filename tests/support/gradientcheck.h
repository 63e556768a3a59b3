// Holds a model's backward pass against central differences. Meant for the engine in double precision.
#pragma once

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "engine/core/random.h"
#include "engine/models/model.h"

namespace support {

/// Numbers that all differ, in low .. high.
inline engine::Matrix differentNumbers(engine::Index rows, engine::Index columns, engine::Random random,
                                       double low = -0.9, double high = 0.9) {
    engine::Matrix values(rows, columns);
    for (engine::Index r = 0; r < rows; ++r) {
        for (engine::Index c = 0; c < columns; ++c)
            values(r, c) = static_cast<engine::Scalar>(random.uniform(low, high));
    }
    return values;
}

/// Weights that all differ, biases too: what shows a swapped gate or a transposed kernel.
inline engine::Weights differentWeights(const engine::Model& model, std::uint64_t seed = 1) {
    engine::Weights weights;
    for (const engine::Parameter* parameter : model.parameters()) {
        weights.push_back(
            differentNumbers(parameter->rows(), parameter->columns(), engine::Random(seed).stream(parameter->path)));
    }
    return weights;
}

/// A batch for one input of a model; open lengths get `openSteps`.
inline engine::Tensor differentInput(const engine::Shape& shape, engine::Index batch, std::uint64_t seed = 2,
                                     engine::Index openSteps = 4) {
    const engine::Index steps = shape.steps == engine::kVariable ? openSteps : shape.steps;
    engine::Matrix values = differentNumbers(steps * batch, shape.features, engine::Random(seed), -1.5, 1.5);
    return shape.sequence ? engine::Tensor::sequences(std::move(values), batch, steps)
                          : engine::Tensor::vectors(std::move(values));
}

inline std::vector<engine::Tensor> differentInputs(const engine::Model& model, engine::Index batch,
                                                   std::uint64_t seed = 2) {
    std::vector<engine::Tensor> inputs;
    for (const engine::Shape& shape : model.inputShapes()) inputs.push_back(differentInput(shape, batch, seed++));
    return inputs;
}

struct GradientError {
    double relative = 0.0;  ///< |analytic - numeric| / max(|analytic|, |numeric|, 1e-3), the worst
    std::string where;      ///< "dense/kernel(1, 2): analytic 0.1, numeric 0.2"
    engine::Index compared = 0;
};

/// Compares the gradients of sum(outputs * random numbers) with respect to all weights and, where the model gives any,
/// all inputs. Also holds that backward adds to the gradients it is given.
inline GradientError gradientError(const engine::Model& model, engine::Weights weights,
                                   std::vector<engine::Tensor> inputs, const engine::PassOptions& options = {}) {
    using engine::Index;
    std::vector<engine::Matrix> direction;
    const auto objective = [&] {
        engine::Pass pass;
        const auto outputs = model.forward(inputs, weights, pass, options);
        double sum = 0.0;
        for (std::size_t o = 0; o < outputs.size(); ++o) sum += outputs[o].values.cwiseProduct(direction[o]).sum();
        return sum;
    };

    engine::Pass pass;
    std::vector<engine::Tensor> seeds = model.forward(inputs, weights, pass, options);
    for (std::size_t o = 0; o < seeds.size(); ++o) {
        direction.push_back(
            differentNumbers(seeds[o].values.rows(), seeds[o].values.cols(), engine::Random(77).stream(o)));
        seeds[o].values = direction.back();
    }
    engine::Gradients analytic = model.zeroGradients();
    for (engine::Matrix& gradient : analytic) gradient.setOnes();
    const std::vector<engine::Tensor> inputGradients = model.backward(seeds, pass, analytic, true);

    GradientError worst;
    const auto compare = [&](engine::Scalar& number, double got, const std::string& name, Index r, Index c) {
        const engine::Scalar kept = number;
        constexpr double step = 1e-5;
        number = static_cast<engine::Scalar>(kept + step);
        const double above = objective();
        number = static_cast<engine::Scalar>(kept - step);
        const double below = objective();
        number = kept;
        const double numeric = (above - below) / (2.0 * step);
        const double error = std::abs(got - numeric) / std::max({std::abs(got), std::abs(numeric), 1e-3});
        ++worst.compared;
        if (error > worst.relative || !std::isfinite(error)) {
            worst.relative = std::isfinite(error) ? error : 1e300;
            worst.where = name + "(" + std::to_string(r) + ", " + std::to_string(c) + "): analytic " +
                          std::to_string(got) + ", numeric " + std::to_string(numeric);
        }
    };
    for (const engine::Parameter* parameter : model.parameters()) {
        const auto index = static_cast<std::size_t>(parameter->index);
        for (Index r = 0; r < weights[index].rows(); ++r) {
            for (Index c = 0; c < weights[index].cols(); ++c) {
                compare(weights[index](r, c), analytic[index](r, c) - 1.0, parameter->path, r, c);
            }
        }
    }
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        engine::Matrix& values = inputs[i].values;
        for (Index r = 0; inputGradients[i].values.size() > 0 && r < values.rows(); ++r) {
            for (Index c = 0; c < values.cols(); ++c) {
                compare(values(r, c), inputGradients[i].values(r, c), "input " + std::to_string(i), r, c);
            }
        }
    }
    return worst;
}

}  // namespace support
