// The central difference of one number beside what the backward pass says. Compiled in double only: the float engine
// asks the double one (engine/precise).
#include "engine/training/gradientcheck.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/losses/loss.h"

namespace engine {
namespace {

/// Curvature costs h^2 of the gradient, rounding eps/h of the loss, which is far larger than most gradients: so a few
/// times the cube root of eps, where both would be the same.
double defaultStep() {
    return 5.0 * std::cbrt(static_cast<double>(std::numeric_limits<Scalar>::epsilon()));
}

void require(bool fits, const std::string& expected, const std::string& got) {
    if (!fits) throw Error("gradient check: expected " + expected + ", got " + got);
}

std::string sizeText(const Matrix& matrix) {
    return std::to_string(matrix.rows()) + " x " + std::to_string(matrix.cols());
}

class Check {
 public:
    Check(const Model& model, const Weights& weights, const Sample& sample, const Loss& loss,
          const GradientTarget& target, const CellProbe& probe)
        : m_model(model), m_weights(weights), m_sample(sample), m_loss(loss), m_target(target), m_probe(probe) {
        require(sample.targets.size() == model.outputs().size(), std::to_string(model.outputs().size()) + " targets",
                std::to_string(sample.targets.size()));
        const std::vector<std::string> names = recurrentLayers(model);
        if (m_target.layer.empty() && !names.empty()) m_target.layer = names.front();
        if (target.kind == GradientTarget::Kind::Parameter) {
            require(target.parameter >= 0 && target.parameter < static_cast<Index>(weights.size()),
                    "one of " + std::to_string(weights.size()) + " parameters", std::to_string(target.parameter));
            requireElement(weights[static_cast<std::size_t>(target.parameter)]);
        } else if (target.kind == GradientTarget::Kind::Input) {
            require(target.input >= 0 && target.input < static_cast<Index>(sample.inputs.size()),
                    "one of " + std::to_string(sample.inputs.size()) + " inputs", std::to_string(target.input));
            requireElement(sample.inputs[static_cast<std::size_t>(target.input)].values);
        }
    }

    [[nodiscard]] Trace trace() const {
        TraceRequest request;
        request.layer = m_target.layer;
        request.direction = m_target.direction;
        request.probe = m_probe;
        return traceSample(m_model, m_weights, m_sample, &m_loss, request);
    }

    [[nodiscard]] double analytic() const {
        if (m_target.kind == GradientTarget::Kind::Operation) {
            const Trace traced = trace();
            require(traced.hasGradients(), "a layer that the loss depends on", m_target.layer);
            requireCell(traced.cell);
            return traced.cell.gradients[static_cast<std::size_t>(m_target.operation)](m_target.step, m_target.unit);
        }
        Pass pass;
        std::vector<Tensor> gradientsOut;
        const std::vector<Tensor> outputs = m_model.forward(m_sample.inputs, m_weights, pass, passOptions(&m_probe));
        for (std::size_t k = 0; k < outputs.size(); ++k)
            gradientsOut.push_back(evaluateLoss(m_loss, outputs[k], m_sample.targets[k]).gradient);
        Gradients gradients = m_model.zeroGradients();
        const std::vector<Tensor> inputs = m_model.backward(gradientsOut, pass, gradients, true);
        if (m_target.kind == GradientTarget::Kind::Parameter)
            return gradients[static_cast<std::size_t>(m_target.parameter)](m_target.row, m_target.column);
        const Matrix& gradient = inputs[static_cast<std::size_t>(m_target.input)].values;
        require(gradient.size() > 0, "an input the loss is differentiable in",
                "input " + std::to_string(m_target.input));
        return gradient(m_target.row, m_target.column);
    }

    /// The loss with the target moved.
    [[nodiscard]] double lossAt(double shift) const {
        if (m_target.kind == GradientTarget::Kind::Operation) {
            CellProbe probe = m_probe;
            probe.clamps.push_back(
                {m_target.operation, m_target.unit, m_target.step, m_target.step, static_cast<Scalar>(shift), true});
            return loss(m_weights, m_sample.inputs, probe);
        }
        if (m_target.kind == GradientTarget::Kind::Parameter) {
            Weights moved = m_weights;
            moved[static_cast<std::size_t>(m_target.parameter)](m_target.row, m_target.column) +=
                static_cast<Scalar>(shift);
            return loss(moved, m_sample.inputs, m_probe);
        }
        std::vector<Tensor> moved = m_sample.inputs;
        moved[static_cast<std::size_t>(m_target.input)].values(m_target.row, m_target.column) +=
            static_cast<Scalar>(shift);
        return loss(m_weights, moved, m_probe);
    }

    [[nodiscard]] double size() const {
        if (m_target.kind == GradientTarget::Kind::Parameter)
            return std::abs(m_weights[static_cast<std::size_t>(m_target.parameter)](m_target.row, m_target.column));
        if (m_target.kind == GradientTarget::Kind::Input)
            return std::abs(
                m_sample.inputs[static_cast<std::size_t>(m_target.input)].values(m_target.row, m_target.column));
        return 1.0;
    }

 private:
    void requireElement(const Matrix& matrix) const {
        require(m_target.row >= 0 && m_target.row < matrix.rows() && m_target.column >= 0 &&
                    m_target.column < matrix.cols(),
                "an element of " + sizeText(matrix),
                "(" + std::to_string(m_target.row) + ", " + std::to_string(m_target.column) + ")");
    }

    void requireCell(const CellRecord& record) const {
        require(m_target.operation >= 0 && m_target.operation < static_cast<int>(record.values.size()),
                "one of " + std::to_string(record.values.size()) + " operations", std::to_string(m_target.operation));
        require(m_target.step >= 0 && m_target.step < record.steps, "a step below " + std::to_string(record.steps),
                std::to_string(m_target.step));
        require(m_target.unit >= 0 && m_target.unit < record.program->units,
                "a unit below " + std::to_string(record.program->units), std::to_string(m_target.unit));
    }

    [[nodiscard]] PassOptions passOptions(const CellProbe* probe) const {
        PassOptions options;
        if (m_target.layer.empty() || probe->empty()) return options;
        options.recordedNode = m_model.nodeOf(m_target.layer);
        options.probe = probe;
        options.direction = m_target.direction;
        return options;
    }

    [[nodiscard]] double loss(const Weights& weights, const std::vector<Tensor>& inputs, const CellProbe& probe) const {
        Pass pass;
        const std::vector<Tensor> outputs = m_model.forward(inputs, weights, pass, passOptions(&probe));
        double sum = 0.0;
        for (std::size_t k = 0; k < outputs.size(); ++k)
            sum += evaluateLoss(m_loss, outputs[k], m_sample.targets[k], {}, false).value;
        return sum;
    }

    const Model& m_model;
    const Weights& m_weights;
    const Sample& m_sample;
    const Loss& m_loss;
    GradientTarget m_target;
    const CellProbe& m_probe;
};

}  // namespace

GradientCheck checkGradient(const Model& model, const Weights& weights, const Sample& sample, const Loss& loss,
                            const GradientTarget& target, const CellProbe& probe, double step) {
    const Check check(model, weights, sample, loss, target, probe);
    GradientCheck result;
    result.analytic = check.analytic();
    result.step = step > 0.0 ? step : defaultStep() * std::max(1.0, check.size());
    result.numeric = (check.lossAt(result.step) - check.lossAt(-result.step)) / (2.0 * result.step);
    return result;
}

}  // namespace engine
