// One model's training, batch by batch.
#include "lessons/session/taskrun.h"

#include <algorithm>
#include <chrono>
#include <utility>

#include "engine/training/callbacks.h"

namespace lessons {

TaskRun::TaskRun(std::shared_ptr<const Task> task, std::size_t index, int threads, std::size_t checkpointBytes)
    : m_task(std::move(task)), m_index(index), m_threads(threads), m_checkpoints(checkpointBytes) {
    m_trainable = m_task->isTrainable();
    if (m_task->model(m_index)) m_parked.weights = m_task->initialWeights(m_index);
    m_parked.learningRate = m_task->trainerOptions().learningRate;
}

void TaskRun::open() {
    if (m_trainer || !m_trainable) return;
    engine::TrainerOptions options = m_task->trainerOptions();
    options.threads = m_threads;
    auto trainer =
        std::make_unique<engine::Trainer>(m_task->model(m_index), m_task->training(), m_task->validation(), options);
    m_batches = trainer->batchesPerEpoch();
    if (m_checkpoints.epochs().empty()) {
        // The lesson may fix its own initial weights.
        trainer->restore(trainer->initialState(m_parked.weights));
        m_checkpoints.keep(trainer->state());
    } else {
        trainer->restore(std::move(m_parked));
    }
    m_trainer = std::move(trainer);
    m_parked = {};
}

void TaskRun::close() {
    if (!m_trainer) return;
    m_parked = m_trainer->state();
    m_trainer.reset();
}

TaskRun::Step TaskRun::step() {
    Step step;
    if (m_history.size() > static_cast<std::size_t>(epoch())) {
        step.branched = true;
        m_history.resize(static_cast<std::size_t>(epoch()));
        m_checkpoints.dropAfter(epoch());
        while (!m_best.empty() && m_best.back().first > epoch()) m_best.pop_back();
    }
    if (betweenEpochs()) m_epochSeconds = 0;
    const auto start = std::chrono::steady_clock::now();
    step.outcome = m_trainer->step();
    m_epochSeconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();

    if (step.outcome == engine::BatchOutcome::EpochEnded) {
        m_history.push_back({m_trainer->epochLogs(), learningRate(), m_epochSeconds});
        m_checkpoints.keep(m_trainer->state());
        watchPatience();
        step.point.taskRun = m_index;
        step.point.name = m_task->runName(m_index);
        step.point.epoch = epoch();
        step.point.logs = m_history.back().logs;
        step.point.learningRate = m_history.back().learningRate;
        step.point.seconds = m_epochSeconds;
    } else if (step.outcome == engine::BatchOutcome::Diverged) {
        const int last = keptEpochs().back();
        const engine::Index number = epoch() * m_batches + batch() + 1;
        m_message = {LossDiverged{m_task->runName(m_index), number, epoch() + 1, batch() + 1, last}};
        goToEpoch(last);
    }
    return step;
}

void TaskRun::goToEpoch(int epoch) {
    if (!m_trainable && epoch == 0) return;
    const engine::TrainerState* state = m_checkpoints.at(epoch);
    if (!state || !m_trainer) throw SessionError({EpochNotKept{keptEpochs(), epoch}});
    m_trainer->restore(*state);
    m_hasBest = false;
}

void TaskRun::setLearningRate(double rate) {
    if (m_trainer) return m_trainer->setLearningRate(rate);
    m_parked.learningRate = rate;
    m_parked.learningRateByHand = true;
}

void TaskRun::finish(StopReason reason) {
    m_stopReason = reason;
    if (!m_best.empty() && (reason == StopReason::EarlyStopped || reason == StopReason::Completed)) {
        engine::TrainerState state = m_trainer->state();
        state.weights = m_best.back().second;
        m_trainer->restore(std::move(state));
        m_hasBest = true;
    }
    m_finalWeights = std::make_shared<const engine::Weights>(weights());
}

void TaskRun::unfinish() {
    m_stopReason = StopReason::None;
    const engine::Weights* last = weightsAfter(epoch());
    if (!std::exchange(m_hasBest, false) || !last) return;
    if (!m_trainer) {
        m_parked.weights = *last;
        return;
    }
    engine::TrainerState state = m_trainer->state();
    state.weights = *last;
    m_trainer->restore(std::move(state));
}

void TaskRun::watchPatience() {
    const int patience = m_task->earlyStoppingPatience();
    if (patience <= 0) return;
    engine::EarlyStopping::Options options;
    options.monitor = m_task->validation().size() > 0 ? "val_loss" : "loss";
    options.patience = patience;
    // Over again each time: going back to an epoch takes back its waiting, too.
    engine::EarlyStopping stopping(options);
    stopping.onTrainBegin(*m_trainer);
    for (std::size_t each = 0; each < m_history.size(); ++each) {
        engine::StopRequest stop;
        stopping.onEpochEnd(*m_trainer, static_cast<int>(each), m_history[each].logs, stop);
        m_patienceIsOver = stop.asked();
    }
    if (m_task->restoresBestWeights() && stopping.bestEpoch() + 1 == epoch()) m_best.emplace_back(epoch(), weights());
}

int TaskRun::epoch() const {
    return m_trainer ? m_trainer->state().epoch : m_parked.epoch;
}
engine::Index TaskRun::batch() const {
    return m_trainer ? m_trainer->state().batch : m_parked.batch;
}
bool TaskRun::betweenEpochs() const {
    return batch() == 0;
}
engine::Index TaskRun::batches() const {
    return m_batches;
}
double TaskRun::learningRate() const {
    return m_trainer ? m_trainer->state().learningRate : m_parked.learningRate;
}
double TaskRun::runningLoss() const {
    if (m_trainer) return m_trainer->runningLoss();
    return m_parked.weightSum > 0.0 ? m_parked.lossSum / m_parked.weightSum : 0.0;
}

std::size_t TaskRun::bytes() const {
    return m_checkpoints.bytes() + engine::memoryOf(m_trainer ? m_trainer->state() : m_parked);
}

std::vector<int> TaskRun::keptEpochs() const {
    return m_trainable ? m_checkpoints.epochs() : std::vector<int>{0};
}
const engine::Weights& TaskRun::weights() const {
    return m_trainer ? m_trainer->state().weights : m_parked.weights;
}

const engine::Weights* TaskRun::weightsAfter(int epoch) const {
    if (!m_trainable && epoch == 0) return &m_parked.weights;
    const engine::TrainerState* state = m_checkpoints.at(epoch);
    return state ? &state->weights : nullptr;
}

TaskRunSummary TaskRun::summary() const {
    TaskRunSummary summary;
    summary.name = m_task->runName(m_index);
    summary.epoch = epoch();
    summary.weightsEpoch = weightsEpoch();
    summary.finished = finished();
    summary.stopReason = m_stopReason;
    const auto done = std::min(m_history.size(), static_cast<std::size_t>(epoch()));
    if (done > 0) summary.facts.lastLogs = m_history[done - 1].logs;
    for (std::size_t each = 0; each < done; ++each) summary.facts.seconds += m_history[each].seconds;
    if (finished()) summary.weights = m_finalWeights;
    return summary;
}

}  // namespace lessons
