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

std::vector<precise::Array> arraysOf(const std::vector<Tensor>& tensors) {
    std::vector<precise::Array> arrays;
    for (const Tensor& tensor : tensors) {
        if (tensor.batch != 1) throw Error("gradient check: expected one sample, got " + std::to_string(tensor.batch));
        arrays.push_back({numbersOf(tensor.values), tensor.values.rows(), tensor.values.cols(), tensor.steps,
                          tensor.sequence, tensor.mask ? *tensor.mask : Mask()});
    }
    return arrays;
}

}  // namespace

GradientCheck checkGradient(const Model& model, const Weights& weights, const Sample& sample, const Loss& loss,
                            const GradientTarget& target, const CellProbe& probe, double step) {
    precise::Question question;
    question.config = modelConfig(model).dump();
    for (const Matrix& weight : weights) question.weights.push_back(numbersOf(weight));
    question.inputs = arraysOf(sample.inputs);
    question.targets = arraysOf(sample.targets);
    question.loss = loss.text();
    question.target = {static_cast<int>(target.kind),
                       target.layer,
                       target.direction,
                       target.operation,
                       target.step,
                       target.unit,
                       target.parameter,
                       target.input,
                       target.row,
                       target.column};
    for (const Clamp& clamp : probe.clamps)
        question.clamps.push_back(
            {clamp.operation, clamp.unit, clamp.firstStep, clamp.lastStep, double(clamp.value), clamp.add});
    question.ablatedUnits.assign(probe.ablatedUnits.begin(), probe.ablatedUnits.end());
    for (const StartValue& start : probe.startValues)
        question.startValues.push_back({start.state, start.unit, double(start.value)});
    question.step = step;
    try {
        const precise::Answer answer = precise::answer(question);
        return {answer.analytic, answer.numeric, answer.step};
    } catch (const std::exception& error) {
        throw Error(error.what());  // the double engine's Error is another class
    }
}

}  // namespace engine
