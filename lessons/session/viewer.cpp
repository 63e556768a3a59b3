// Traces and outputs of the shown net.
#include "lessons/session/viewer.h"

#include <algorithm>
#include <exception>

#include "lessons/session/edits.h"
#include "lessons/session/parts.h"

namespace lessons {
namespace {

bool editsParameters(const View& view) {
    return std::any_of(view.edits.begin(), view.edits.end(),
                       [](const Edit& edit) { return edit.target == Edit::Target::Parameter; });
}

/// What went wrong; empty where all is well.
template <typename Action>
Message faultOf(Action&& action) {
    try {
        action();
    } catch (const std::exception& error) {
        return messageOf(error);
    }
    return {};
}

}  // namespace

void Viewer::setTask(std::shared_ptr<const Task> task) {
    m_task = std::move(task);
    m_traceKey = m_outputKey = m_plainOutputKey = {};
    const std::uint64_t answered = m_shown.viewNumber;
    m_shown = {};
    m_shown.viewNumber = answered;  // looks are counted on
    m_traceMessage.clear();
    m_outputMessage.clear();
}

void Viewer::look(const View& view, std::uint64_t number) {
    if (view.tune != m_view.tune) m_tuneNumber = m_probeNumber = number;
    if (view.probed() || m_view.probed()) m_probeNumber = number;
    m_view = view;
    m_viewNumber = number;
}

bool Viewer::traceIsStale(const ShownNet& net) const {
    return m_traceKey != traceKey(net);
}
bool Viewer::outputIsStale(const ShownNet& net) const {
    return m_outputKey != outputKey(net);
}

void Viewer::refreshTrace(const ShownNet& net) {
    m_traceKey = traceKey(net);
    m_traceMessage = faultOf([&] { computeTrace(net); });
}

void Viewer::refreshOutput(const ShownNet& net) {
    m_outputKey = outputKey(net);
    m_outputMessage = faultOf([&] { computeOutput(net); });
}

void Viewer::computeTrace(const ShownNet& net) {
    Shown fresh;
    fresh.taskRun = net.taskRun;
    fresh.epoch = net.epoch;
    fresh.viewNumber = m_viewNumber;
    fresh.sampleIndex = m_view.sample;
    fresh.edits = m_view.edits;
    fresh.weights = std::make_shared<const engine::Weights>(*net.weights);
    fresh.batch = net.batch;
    fresh.output = m_shown.output;
    fresh.outputMoment = m_shown.outputMoment;
    fresh.probedOutput = m_shown.probedOutput;
    m_shown = fresh;  // what fails below leaves its part empty

    const auto model = m_task->model(net.taskRun);
    if (!model || m_task->sampleCount() == 0) return;
    if (m_view.sample >= m_task->sampleCount())
        throw engine::Error("sample: expected a number below " + std::to_string(m_task->sampleCount()) + ", got " +
                            std::to_string(m_view.sample));
    engine::TraceRequest request{.layer = shownPart(*m_task, net.taskRun, m_view.layer),
                                 .direction = m_view.direction,
                                 .probe = {},
                                 .elsewhere = {},
                                 .scale = scaleOf(*m_task)};
    m_shown.sample = m_task->describe(m_view.sample, inputLayer(request.layer));
    m_probe = {};
    if (request.layer.empty()) return;
    const auto loss = lossOf(*m_task);
    const engine::Sample sample = m_task->sample(m_view.sample);
    const auto plain =
        std::make_shared<const engine::Trace>(engine::traceSample(*model, *fresh.weights, sample, loss.get(), request));
    m_shown.trace = plain;
    if (m_view.probed()) {
        m_shown.unprobed = plain;
        m_shown.trace = nullptr;
        m_probe = editedProbe(*plain->cell.program, m_view.probe, m_view.edits);
        request.probe = m_probe;
        request.elsewhere = m_view.elsewhere;
        m_shown.trace = std::make_shared<const engine::Trace>(
            engine::traceSample(*model, editedWeights(*model, *fresh.weights, m_view.edits),
                                editedSample(sample, m_view.edits), loss.get(), request));
    }
    const engine::CellRecord& cell = m_shown.trace->cell;
    m_shown.saturation = engine::gateSaturation(cell);
    // Without states nothing goes back through time.
    if (!m_shown.trace->hasGradients() || cell.program->states.empty()) return;
    m_shown.hiddenGradientNorms = engine::gradientNorms(cell, cell.program->output);
    for (const engine::CellState& state : cell.program->states)
        if (state.name == "c") m_shown.cellGradientNorms = engine::gradientNorms(cell, state.operation);
}

void Viewer::computeOutput(const ShownNet& net) {
    const Key plain{net.identity, net.taskRun, net.epoch, m_tuneNumber, true};
    const auto outputOf = [&](const engine::Weights& weights, const engine::PassOptions& options) {
        OutputView output = m_task->output(weights, net.taskRun, options);
        auto* tune = std::get_if<TuneView>(&output);
        if (tune && m_view.tune && tune->tune.how != *m_view.tune)
            tune->tune = m_task->composer()->compose(*m_view.tune, weights, net.taskRun, options);
        return std::make_shared<const OutputView>(std::move(output));
    };
    if (m_plainOutputKey != plain) {
        m_shown.output = nullptr;
        m_shown.output = outputOf(*net.weights, {.stop = m_stop});
        m_shown.outputMoment = {net.run, net.taskRun, net.weightsEpoch, net.batch};
        m_plainOutputKey = plain;
    }
    m_shown.probedOutput = nullptr;
    if (m_probe.empty() && m_view.elsewhere.empty() && !editsParameters(m_view))
        return;  // an edited input is the trace's alone
    const auto model = m_task->model(net.taskRun);
    engine::PassOptions options{.stop = m_stop};
    if (!m_probe.empty()) {
        options.recordedNode = model->nodeOf(shownPart(*m_task, net.taskRun, m_view.layer));
        options.probe = &m_probe;
        options.direction = m_view.direction;
    }
    options.elsewhere = engine::nodeProbes(*model, m_view.elsewhere);
    m_shown.probedOutput = outputOf(editedWeights(*model, *net.weights, m_view.edits), options);
}

}  // namespace lessons
