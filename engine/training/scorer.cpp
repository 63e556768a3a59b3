// Summing losses and metrics.
#include "engine/training/scorer.h"

#include <algorithm>

#include "engine/core/callspec.h"
#include "engine/core/error.h"

namespace engine {

Scorer::Scorer(const Model& model, const std::vector<std::string>& losses, const std::vector<double>& lossWeights,
               const std::vector<std::string>& metrics)
    : m_metricTexts(metrics), m_shapes(model.outputShapes()) {
    const std::size_t count = m_shapes.size();
    const auto checkCount = [&](std::size_t given, const std::string& what) {
        if (given != count)
            throw Error(what + ": expected " + std::to_string(count) + ", one an output, got " + std::to_string(given));
    };
    if (losses.size() != 1) checkCount(losses.size(), "losses");
    if (!lossWeights.empty()) checkCount(lossWeights.size(), "loss weights");
    m_outputs.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
        m_losses.push_back(makeLoss(losses.size() == 1 ? losses.front() : losses[i]));
        if (!lossWeights.empty()) m_outputs[i].lossWeight = lossWeights[i];
        if (count > 1)
            m_outputs[i].prefix = model.nodes()[static_cast<std::size_t>(model.outputs()[i].node)].name + "_";
    }
    makeMetrics();
}

void Scorer::makeMetrics() {
    for (std::size_t i = 0; i < m_outputs.size(); ++i) {
        Output& output = m_outputs[i];
        output.metrics.clear();
        output.keys.clear();
        for (const std::string& text : m_metricTexts) {
            output.metrics.push_back(makeMetric(text, m_losses[i]->name(), m_shapes[i]));
            const std::string name = output.metrics.back()->name();
            std::string key = name;
            for (int n = 1; std::find(output.keys.begin(), output.keys.end(), key) != output.keys.end(); ++n)
                key = name + "_" + std::to_string(n);
            output.keys.push_back(std::move(key));
        }
    }
}

Scorer::Scorer(const Scorer& other) {
    *this = other;
}

Scorer& Scorer::operator=(const Scorer& other) {
    if (this == &other) return *this;
    m_losses = other.m_losses;
    m_metricTexts = other.m_metricTexts;
    m_shapes = other.m_shapes;
    m_outputs.clear();
    for (const Output& output : other.m_outputs) m_outputs.push_back({output.prefix, output.lossWeight, 0.0, {}, {}});
    makeMetrics();
    restore(other.m_lossSum, other.m_samples, other.metricState());
    return *this;
}

void Scorer::reset() {
    m_lossSum = m_samples = m_batches = 0.0;
    for (Output& output : m_outputs) {
        output.lossSum = 0.0;
        for (const auto& metric : output.metrics) metric->reset();
    }
}

Score Scorer::evaluate(const std::vector<Tensor>& outputs, const Dataset& batch, double penalty, bool wantsGradients) {
    Score score;
    score.loss = penalty;
    const auto samples = static_cast<double>(outputs.front().batch);
    for (std::size_t i = 0; i < outputs.size(); ++i) {
        Output& output = m_outputs[i];
        LossValue loss = evaluateLoss(*m_losses[i], outputs[i], batch.targets[i], batch.sampleWeights, wantsGradients);
        score.loss += output.lossWeight * loss.value;
        output.lossSum += loss.value;
        if (wantsGradients) {
            if (output.lossWeight != 1.0) loss.gradient.values *= static_cast<Scalar>(output.lossWeight);
            score.gradients.push_back(std::move(loss.gradient));
        }
        for (const auto& metric : output.metrics)
            metric->update(outputs[i], batch.targets[i], {});  // Keras weighs no metrics
    }
    m_lossSum += score.loss * samples;
    m_samples += samples;
    m_batches += 1.0;
    return score;
}

Logs Scorer::logs() const {
    Logs logs;
    const double count = std::max(1.0, m_samples);
    logs.emplace_back("loss", m_lossSum / count);
    for (const Output& output : m_outputs) {
        if (m_outputs.size() > 1) logs.emplace_back(output.prefix + "loss", output.lossSum / std::max(1.0, m_batches));
        for (std::size_t m = 0; m < output.metrics.size(); ++m)
            logs.emplace_back(output.prefix + output.keys[m], output.metrics[m]->result());
    }
    std::stable_sort(logs.begin(), logs.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    return logs;
}

std::vector<std::vector<double>> Scorer::metricState() const {
    std::vector<std::vector<double>> state;
    std::vector<double> sums;
    for (const Output& output : m_outputs) {
        for (const auto& metric : output.metrics) state.push_back(metric->state());
        sums.push_back(output.lossSum);
    }
    sums.push_back(m_batches);
    state.push_back(std::move(sums));
    return state;
}

void Scorer::restore(double lossSum, double sampleCount, const std::vector<std::vector<double>>& metricState) {
    const std::size_t expected = m_outputs.size() * m_metricTexts.size() + 1;
    if (metricState.size() != expected || metricState.back().size() != m_outputs.size() + 1)
        throw Error("trainer: expected the state of " + std::to_string(expected - 1) + " metrics, got another run's");
    m_lossSum = lossSum;
    m_samples = sampleCount;
    m_batches = metricState.back().back();
    std::size_t next = 0;
    for (std::size_t i = 0; i < m_outputs.size(); ++i) {
        for (const auto& metric : m_outputs[i].metrics) metric->restore(metricState[next++]);
        m_outputs[i].lossSum = metricState.back()[i];
    }
}

bool Scorer::largerIsBetter(const std::string& log) const {
    const std::string name = log.rfind("val_", 0) == 0 ? log.substr(4) : log;
    std::vector<std::string> names{"loss"};
    if (name == "loss") return false;
    for (const Output& output : m_outputs) {
        if (m_outputs.size() > 1) {
            names.push_back(output.prefix + "loss");
            if (names.back() == name) return false;
        }
        for (std::size_t m = 0; m < output.metrics.size(); ++m) {
            names.push_back(output.prefix + output.keys[m]);
            if (names.back() == name) return output.metrics[m]->largerIsBetter();
        }
    }
    throw Error("callback: unknown log \"" + log + "\"; there is " + listed(names) + ", each also with val_");
}

}  // namespace engine
