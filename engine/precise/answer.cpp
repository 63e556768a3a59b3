// Plain types into the double engine's own, and its gradient check. Only the double engine has this file.
#include "engine/files/config.h"
#include "engine/losses/loss.h"
#include "engine/precise/question.h"
#include "engine/training/gradientcheck.h"

namespace precise {
namespace {

using engine::Index;

engine::Matrix matrixOf(const std::vector<double>& values, Index rows, Index columns) {
    if (static_cast<Index>(values.size()) != rows * columns)
        throw engine::Error("gradient check: expected " + std::to_string(rows * columns) + " numbers, got " +
                            std::to_string(values.size()));
    return Eigen::Map<const engine::Matrix>(values.data(), rows, columns);
}

engine::Tensor tensorOf(const Array& array) {
    engine::Tensor tensor;
    tensor.values = matrixOf(array.values, array.rows, array.columns);
    tensor.batch = 1;
    tensor.steps = array.steps;
    tensor.sequence = array.sequence;
    if (!array.mask.empty()) tensor.mask = std::make_shared<const engine::Mask>(array.mask);
    return tensor;
}

/// Of what the float engine names by `name`, the one that the double engine has.
template <typename Map>
const auto& named(const Map& map, const std::string& name, const std::string& what) {
    const auto found = map.find(name);
    if (found == map.end()) throw engine::Error("gradient check: expected " + what + " " + name + ", got none");
    return found->second;
}

[[noreturn]] void refuse(const std::string& what, const std::string& name) {
    throw engine::Error("gradient check: expected " + what + " of the model, got " + name);
}

int operationOf(const engine::Model& model, const Target& target, const std::string& name) {
    const int operation = engine::cellProgramOf(model, target.layer, target.direction)->find(name);
    if (operation < 0) refuse("an operation", name);
    return operation;
}

engine::GradientTarget targetOf(const engine::Model& model, const Target& target) {
    using Kind = engine::GradientTarget::Kind;
    engine::GradientTarget own{.layer = target.layer,
                               .direction = target.direction,
                               .step = target.step,
                               .unit = target.unit,
                               .row = target.row,
                               .column = target.column};
    switch (target.kind) {
        case Target::Kind::Operation:
            own.kind = Kind::Operation;
            own.operation = operationOf(model, target, target.operation);
            return own;
        case Target::Kind::Parameter:
            own.kind = Kind::Parameter;
            for (const engine::Parameter* parameter : model.parameters()) {
                if (parameter->path != target.parameter) continue;
                own.parameter = parameter->index;
                return own;
            }
            refuse("a parameter", target.parameter);
        case Target::Kind::Input:
            own.kind = Kind::Input;
            for (std::size_t i = 0; i < model.inputNodes().size(); ++i) {
                if (model.nodes()[static_cast<std::size_t>(model.inputNodes()[i])].name != target.input) continue;
                own.input = static_cast<Index>(i);
                return own;
            }
            refuse("an input", target.input);
    }
    return own;
}

engine::CellProbe probeOf(const engine::Model& model, const Question& question) {
    engine::CellProbe probe;
    for (const Clamp& clamp : question.clamps)
        probe.clamps.push_back({.operation = operationOf(model, question.target, clamp.operation),
                                .unit = clamp.unit,
                                .firstStep = clamp.firstStep,
                                .lastStep = clamp.lastStep,
                                .value = clamp.value,
                                .add = clamp.add});
    for (const std::ptrdiff_t unit : question.ablatedUnits) probe.ablatedUnits.push_back(unit);
    for (const StartValue& start : question.startValues) {
        const auto cell = engine::cellProgramOf(model, question.target.layer, question.target.direction);
        const auto& states = cell->states;
        const auto found =
            std::find_if(states.begin(), states.end(), [&](const auto& state) { return state.name == start.state; });
        if (found == states.end()) refuse("a state", start.state);
        probe.startValues.push_back(
            {.state = static_cast<int>(found - states.begin()), .unit = start.unit, .value = start.value});
    }
    return probe;
}

}  // namespace

Answer answer(const Question& question) {
    const auto model = engine::modelFromConfig(engine::Json::parse(question.config));
    engine::Weights weights;
    for (const engine::Parameter* parameter : model->parameters())
        weights.push_back(matrixOf(named(question.weights, parameter->path, "the weights of"), parameter->rows(),
                                   parameter->columns()));
    engine::Sample sample;
    for (const Index input : model->inputNodes())
        sample.inputs.push_back(tensorOf(
            named(question.inputs, model->nodes()[static_cast<std::size_t>(input)].name, "numbers of the input")));
    for (const Array& target : question.targets) sample.targets.push_back(tensorOf(target));
    const engine::GradientCheck check =
        engine::checkGradient(*model, weights, sample, *engine::makeLoss(question.loss),
                              targetOf(*model, question.target), probeOf(*model, question), question.step);
    return {.analytic = check.analytic, .numeric = check.numeric, .step = check.step};
}

}  // namespace precise
