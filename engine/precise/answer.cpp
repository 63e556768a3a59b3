// Plain types into the double engine's own, and its gradient check. Only the double engine has this file.
#include "engine/files/config.h"
#include "engine/losses/loss.h"
#include "engine/precise/question.h"
#include "engine/training/gradientcheck.h"

namespace precise {
namespace {

engine::Matrix matrixOf(const std::vector<double>& values, engine::Index rows, engine::Index columns) {
    if (static_cast<engine::Index>(values.size()) != rows * columns)
        throw engine::Error("gradient check: expected " + std::to_string(rows * columns) + " numbers, got " +
                            std::to_string(values.size()));
    return Eigen::Map<const engine::Matrix>(values.data(), rows, columns);
}

std::vector<engine::Tensor> tensorsOf(const std::vector<Array>& arrays) {
    std::vector<engine::Tensor> tensors;
    for (const Array& array : arrays) {
        engine::Tensor& tensor = tensors.emplace_back();
        tensor.values = matrixOf(array.values, array.rows, array.columns);
        tensor.batch = 1;
        tensor.steps = array.steps;
        tensor.sequence = array.sequence;
        if (!array.mask.empty()) tensor.mask = std::make_shared<const engine::Mask>(array.mask);
    }
    return tensors;
}

engine::GradientTarget targetOf(const Target& target) {
    return {.kind = static_cast<engine::GradientTarget::Kind>(target.kind),
            .layer = target.layer,
            .direction = target.direction,
            .operation = target.operation,
            .step = target.step,
            .unit = target.unit,
            .parameter = target.parameter,
            .input = target.input,
            .row = target.row,
            .column = target.column};
}

engine::CellProbe probeOf(const Question& question) {
    engine::CellProbe probe;
    for (const Clamp& clamp : question.clamps)
        probe.clamps.push_back({clamp.operation, clamp.unit, clamp.firstStep, clamp.lastStep, clamp.value, clamp.add});
    for (const std::ptrdiff_t unit : question.ablatedUnits) probe.ablatedUnits.push_back(unit);
    for (const StartValue& start : question.startValues)
        probe.startValues.push_back({start.state, start.unit, start.value});
    return probe;
}

}  // namespace

Answer answer(const Question& question) {
    const auto model = engine::modelFromConfig(engine::Json::parse(question.config));
    const auto& parameters = model->parameters();
    if (question.weights.size() != parameters.size())
        throw engine::Error("gradient check: expected " + std::to_string(parameters.size()) + " weights, got " +
                            std::to_string(question.weights.size()));
    engine::Weights weights;
    for (std::size_t k = 0; k < parameters.size(); ++k)
        weights.push_back(matrixOf(question.weights[k], parameters[k]->rows(), parameters[k]->columns()));
    const engine::Sample sample{tensorsOf(question.inputs), tensorsOf(question.targets)};
    const engine::GradientCheck check =
        engine::checkGradient(*model, weights, sample, *engine::makeLoss(question.loss), targetOf(question.target),
                              probeOf(question), question.step);
    return {check.analytic, check.numeric, check.step};
}

}  // namespace precise
