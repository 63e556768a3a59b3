// The callbacks' decisions, as Keras 3 makes them.
#include "engine/training/callbacks.h"

#include <algorithm>
#include <cmath>

#include "engine/core/callspec.h"
#include "engine/core/error.h"

namespace engine {

std::string fitEndName(FitEnd end) {
    switch (end) {
        case FitEnd::Completed:
            return "completed";
        case FitEnd::EarlyStopped:
            return "early_stopped";
        case FitEnd::Diverged:
            return "diverged";
        case FitEnd::Stopped:
            break;
    }
    return "stopped";
}

void CallbackList::onTrainBegin(Trainer& trainer) {
    for (const auto& callback : m_callbacks) callback->onTrainBegin(trainer);
}

void CallbackList::onEpochBegin(Trainer& trainer, int epoch) {
    for (const auto& callback : m_callbacks) callback->onEpochBegin(trainer, epoch);
}

void CallbackList::onBatchEnd(Trainer& trainer, BatchOutcome outcome, StopRequest& stop) {
    for (const auto& callback : m_callbacks) callback->onBatchEnd(trainer, outcome, stop);
}

void CallbackList::onEpochEnd(Trainer& trainer, int epoch, const Logs& logs, StopRequest& stop) {
    for (const auto& callback : m_callbacks) callback->onEpochEnd(trainer, epoch, logs, stop);
}

void CallbackList::onTrainEnd(Trainer& trainer) {
    for (const auto& callback : m_callbacks) callback->onTrainEnd(trainer);
}

Monitor::Monitor(std::string log, Mode mode, double minDelta)
    : m_log(std::move(log)), m_mode(mode), m_minDelta(std::abs(minDelta)) {}

double Monitor::value(const Trainer& trainer, const Logs& logs) {
    const auto found = std::find_if(logs.begin(), logs.end(), [&](const auto& entry) { return entry.first == m_log; });
    if (found == logs.end()) {
        std::vector<std::string> names;
        for (const auto& [name, value] : logs) names.push_back(name);
        throw Error("callback: unknown log \"" + m_log + "\"; there is " + listed(names));
    }
    if (!m_decided) m_larger = m_mode == Mode::Auto ? trainer.largerIsBetter(m_log) : m_mode == Mode::Max;
    m_decided = true;
    return found->second;
}

bool Monitor::improves(double value, const std::optional<double>& reference) const {
    if (!reference) return true;
    const auto inFloat = [](double number) { return static_cast<float>(number); };
    const double moved = inFloat(value) + (m_larger ? -m_minDelta : m_minDelta);
    return m_larger ? inFloat(moved) > inFloat(*reference) : inFloat(moved) < inFloat(*reference);
}

EarlyStopping::EarlyStopping(Options options)
    : m_options(std::move(options)), m_monitor(m_options.monitor, m_options.mode, m_options.minDelta) {}

void EarlyStopping::onTrainBegin(Trainer&) {
    m_best.reset();
    m_bestWeights.reset();
    m_bestEpoch = m_wait = 0;
}

void EarlyStopping::onEpochEnd(Trainer& trainer, int epoch, const Logs& logs, StopRequest& stop) {
    const double current = m_monitor.value(trainer, logs);
    if (epoch < m_options.startFromEpoch) return;
    if (m_options.restoreBestWeights && !m_bestWeights) {
        m_bestWeights = trainer.state().weights;
        m_bestEpoch = epoch;
    }
    ++m_wait;
    if (m_monitor.improves(current, m_best)) {
        m_best = current;
        m_bestEpoch = epoch;
        if (m_options.restoreBestWeights) m_bestWeights = trainer.state().weights;
        if (!m_options.baseline || m_monitor.improves(current, m_options.baseline)) m_wait = 0;
        return;
    }
    if (m_wait >= m_options.patience && epoch > 0) stop.ask(FitEnd::EarlyStopped);
}

void EarlyStopping::onTrainEnd(Trainer& trainer) {
    if (!m_bestWeights) return;
    TrainerState state = trainer.state();
    state.weights = *m_bestWeights;
    trainer.restore(std::move(state));
}

ReduceLROnPlateau::ReduceLROnPlateau(Options options)
    : m_options(std::move(options)), m_monitor(m_options.monitor, m_options.mode, m_options.minDelta) {
    if (!(m_options.factor < 1.0 && m_options.factor > 0.0))
        throw Error("reduce_lr_on_plateau: expected a factor between 0 and 1, got " + std::to_string(m_options.factor));
}

void ReduceLROnPlateau::onTrainBegin(Trainer&) {
    m_best.reset();
    m_wait = m_cooldown = 0;
}

void ReduceLROnPlateau::onEpochEnd(Trainer& trainer, int, const Logs& logs, StopRequest&) {
    const double current = m_monitor.value(trainer, logs);
    if (m_cooldown > 0) {
        --m_cooldown;
        m_wait = 0;
    }
    if (m_monitor.improves(current, m_best)) {
        m_best = current;
        m_wait = 0;
        return;
    }
    if (m_cooldown > 0 || ++m_wait < m_options.patience) return;
    const double rate = trainer.state().learningRate;
    if (rate <= m_options.minLearningRate) return;
    trainer.setLearningRate(std::max(rate * m_options.factor, m_options.minLearningRate));
    m_cooldown = m_options.cooldown;
    m_wait = 0;
}

ModelCheckpoint::ModelCheckpoint(Save save, Options options)
    : m_save(std::move(save)),
      m_options(std::move(options)),
      m_monitor(m_options.monitor, m_options.mode, 0.0),
      m_best(m_options.initialValueThreshold) {}

void ModelCheckpoint::onEpochEnd(Trainer& trainer, int epoch, const Logs& logs, StopRequest&) {
    if (m_options.saveBestOnly) {
        const double current = m_monitor.value(trainer, logs);
        if (!m_monitor.improves(current, m_best)) return;
        m_best = current;
    }
    m_save(trainer.state(), epoch, logs);
}

void TerminateOnNaN::onBatchEnd(Trainer&, BatchOutcome outcome, StopRequest& stop) {
    if (outcome == BatchOutcome::Diverged) stop.ask(FitEnd::Diverged);
}

void TerminateOnNaN::onEpochEnd(Trainer&, int, const Logs& logs, StopRequest& stop) {
    for (const auto& [name, value] : logs) {
        if (!std::isfinite(value)) stop.ask(FitEnd::Diverged);
    }
}

}  // namespace engine
