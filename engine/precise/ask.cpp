// The float engine's gradient check: the difference of two losses leaves three digits in float, so the double engine is
// asked. Only the float engine has this file.
#include "engine/files/config.h"
#include "engine/losses/loss.h"
#include "engine/precise/question.h"
#include "engine/training/gradientcheck.h"

namespace engine {
namespace {

std::vector<double> numbersOf(const Matrix& matrix) {
    return {matrix.data(), matrix.data() + matrix.size()};
}

precise::Array arrayOf(const Tensor& tensor) {
    if (tensor.batch != 1) throw Error("gradient check: expected one sample, got " + std::to_string(tensor.batch));
    return {.values = numbersOf(tensor.values),
            .rows = tensor.values.rows(),
            .columns = tensor.values.cols(),
            .steps = tensor.steps,
            .sequence = tensor.sequence,
            .mask = tensor.mask ? *tensor.mask : Mask()};
}

/// The element of that number; `what` names the elements for a message.
template <typename List>
const auto& elementOf(const List& list, Index number, const char* what) {
    if (number < 0 || number >= static_cast<Index>(list.size()))
        throw Error("gradient check: expected one of " + std::to_string(list.size()) + " " + what + ", got " +
                    std::to_string(number));
    return list[static_cast<std::size_t>(number)];
}

precise::Target targetOf(const Model& model, const GradientTarget& target) {
    using Kind = GradientTarget::Kind;
    precise::Target asked{.layer = target.layer,
                          .direction = target.direction,
                          .operation = {},
                          .parameter = {},
                          .input = {},
                          .step = target.step,
                          .unit = target.unit,
                          .row = target.row,
                          .column = target.column};
    switch (target.kind) {
        case Kind::Operation:
            asked.kind = precise::Target::Kind::Operation;
            asked.operation = elementOf(cellProgramOf(model, target.layer, target.direction)->operations,
                                        target.operation, "operations")
                                  .name;
            break;
        case Kind::Parameter:
            asked.kind = precise::Target::Kind::Parameter;
            asked.parameter = elementOf(model.parameters(), target.parameter, "parameters")->path;
            break;
        case Kind::Input:
            asked.kind = precise::Target::Kind::Input;
            asked.input =
                model.nodes()[static_cast<std::size_t>(elementOf(model.inputNodes(), target.input, "inputs"))].name;
            break;
    }
    return asked;
}

void addProbe(const Model& model, const GradientTarget& target, const CellProbe& probe, precise::Question& question) {
    if (probe.empty()) return;
    const auto cell = cellProgramOf(model, target.layer, target.direction);
    const CellProgram& program = *cell;
    for (const Clamp& clamp : probe.clamps)
        question.clamps.push_back({.operation = elementOf(program.operations, clamp.operation, "operations").name,
                                   .unit = clamp.unit,
                                   .firstStep = clamp.firstStep,
                                   .lastStep = clamp.lastStep,
                                   .value = static_cast<double>(clamp.value),
                                   .add = clamp.add});
    question.ablatedUnits.assign(probe.ablatedUnits.begin(), probe.ablatedUnits.end());
    for (const StartValue& start : probe.startValues)
        question.startValues.push_back({.state = elementOf(program.states, start.state, "states").name,
                                        .unit = start.unit,
                                        .value = static_cast<double>(start.value)});
}

}  // namespace

GradientCheck checkGradient(const Model& model, const Weights& weights, const Sample& sample, const Loss& loss,
                            const GradientTarget& target, const CellProbe& probe, double step) {
    model.checkWeights(weights);
    model.checkInputs(sample.inputs);
    precise::Question question;
    question.config = modelConfig(model).dump();
    for (const Parameter* parameter : model.parameters())
        question.weights[parameter->path] = numbersOf(weights[static_cast<std::size_t>(parameter->index)]);
    for (std::size_t i = 0; i < sample.inputs.size(); ++i)
        question.inputs[model.nodes()[static_cast<std::size_t>(model.inputNodes()[i])].name] =
            arrayOf(sample.inputs[i]);
    for (const Tensor& tensor : sample.targets) question.targets.push_back(arrayOf(tensor));
    question.loss = loss.text();
    question.target = targetOf(model, target);
    addProbe(model, target, probe, question);
    question.step = step;
    try {
        const precise::Answer answer = precise::answer(question);
        return {.analytic = answer.analytic, .numeric = answer.numeric, .step = answer.step};
    } catch (const std::exception& error) {
        throw Error(error.what());  // the double engine's Error is another class
    }
}

}  // namespace engine
