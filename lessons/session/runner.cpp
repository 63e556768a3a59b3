// Commands run between two batches; snapshots are made beside the training and never hold it up for long.
#include "lessons/session/runner.h"

#include <algorithm>
#include <cmath>
#include <exception>
#include <new>
#include <thread>

namespace lessons {
namespace {

// Together they may take about an eighth of the time from training.
constexpr double kSnapshotShare = 0.02, kTraceShare = 0.05, kOutputShare = 0.05;
constexpr auto kOutputInterval = std::chrono::milliseconds(100);
constexpr auto kRateInterval = std::chrono::milliseconds(500);

void refuseBelow(int least, int epochs) {
    if (epochs >= least) return;
    const std::string got = std::to_string(epochs);
    throw SettingError("training.epochs",
                       "expected a whole number of at least " + std::to_string(least) + ", got " + got,
                       WantedNumber{true, Range::atLeast(least), got});
}

int settledThreads(int threads) {
    if (threads > 0) return threads;
    return static_cast<int>(std::clamp(std::thread::hardware_concurrency(), 1u, 4u));
}

}  // namespace

Runner::Runner(std::shared_ptr<const Task> task, SessionOptions options, Mailbox& mailbox, CommandQueue& queue)
    : m_task(task),
      m_options(std::move(options)),
      m_mailbox(mailbox),
      m_queue(queue),
      m_epochs(task->epochs()),
      m_plan(m_epochs),
      m_moreEpochs(m_epochs),
      m_viewer(task),
      m_snapshots(m_options.snapshotInterval, kSnapshotShare),
      m_traces(m_options.snapshotInterval, kTraceShare),
      m_outputs(kOutputInterval, kOutputShare) {}

void Runner::run(const std::stop_token& stop) {
    m_viewer.setStop(stop);
    guarded([this] { makeRuns(); });
    while (!stop.stop_requested()) {
        const bool busy = training() || m_changed;
        for (const Command& command : busy ? m_queue.take() : m_queue.wait(stop)) {
            guarded([&] { command(*this); });
            m_changed = true;
        }
        if (stop.stop_requested()) break;
        if (training()) guarded([this] { trainBatch(); });
        if (training() && !m_changed && !m_snapshots.due(Clock::now())) continue;
        m_changed = false;
        guarded([this] {
            const bool computed = refreshView();
            publish();
            m_changed = computed && !training();  // once more: the trace is out, the output may still be due
        });
    }
}

template <typename Action>
void Runner::guarded(Action&& action) {
    try {
        action();
    } catch (const std::bad_alloc&) {
        m_message = {OutOfMemory{m_task->spec().lesson}};
        m_goal = Goal::None;
    } catch (const std::exception& error) {
        m_message = messageOf(error);
        m_goal = Goal::None;
    }
}

void Runner::makeRuns() {
    m_runs.clear();
    m_curves.assign(m_task->runCount(), {m_curveRun, -1, -1});
    for (std::size_t run = 0; run < m_task->runCount(); ++run)
        m_runs.push_back(
            std::make_unique<TaskRun>(m_task, run, settledThreads(m_options.threads), m_options.checkpointBytes));
    m_live = 0;
    m_liveIdentity = ++m_identities;
    m_historyIdentity = ++m_identities;
    live().open();
}

void Runner::switchTo(std::size_t run) {
    live().close();
    m_live = run;
    m_liveIdentity = ++m_identities;
    m_historyIdentity = ++m_identities;
    m_changed = true;
    live().open();
}

bool Runner::prepareToTrain() {
    m_message.clear();
    if (m_runs.empty()) makeRuns();  // the first attempt failed: fail again, with the same words
    if (!live().trainable()) {
        m_message = {NotTrained{m_task->spec().lesson}};
        return false;
    }
    live().open();
    if (!live().finished()) return true;
    if (const std::size_t next = nextOpen(); next < m_runs.size() && live().stopReason() != StopReason::Stopped) {
        switchTo(next);
        return true;
    }
    if (isDone()) {
        m_message = {AllEpochsDone{m_epochs}};
        return false;
    }
    live().unfinish();
    return true;
}

std::size_t Runner::nextOpen() const {
    const auto open = std::find_if(m_runs.begin(), m_runs.end(), [](const auto& run) { return !run->finished(); });
    return static_cast<std::size_t>(open - m_runs.begin());
}

bool Runner::isDone() const {
    if (m_runs.empty() || !live().finished()) return false;
    const bool goesElsewhere = nextOpen() < m_runs.size() && live().stopReason() != StopReason::Stopped;
    return !goesElsewhere && live().epoch() >= m_epochs && live().betweenEpochs();
}

void Runner::advanceTo(Goal goal, int count) {
    if (!prepareToTrain()) return;
    if (goal == m_goal)
        m_left += count;
    else
        m_left = count;
    m_goal = goal;
    m_rateBatches = 0;
    m_rateStart = Clock::now();
}

void Runner::train() {
    if (m_goal != Goal::All) advanceTo(Goal::All, 0);
}
void Runner::stepBatch() {
    advanceTo(Goal::Batches, 1);
}
void Runner::stepEpoch() {
    advanceTo(Goal::Epochs, 1);
}
void Runner::pause() {
    m_goal = Goal::None;
}

void Runner::park() {
    pause();
    m_message.clear();
    if (!m_runs.empty()) live().close();
}

void Runner::stop() {
    m_goal = Goal::None;
    if (!m_runs.empty() && !live().finished()) live().finish(StopReason::Stopped);
}

void Runner::setLearningRate(double rate) {
    if (!std::isfinite(rate) || rate <= 0)
        throw SettingError("training.learning_rate", "expected a number above 0, got " + std::to_string(rate),
                           WantedNumber{false, Range::above(0), std::to_string(rate)});
    if (!m_runs.empty()) live().setLearningRate(rate);
}

void Runner::setEpochs(int epochs) {
    refuseBelow(0, epochs);
    m_plan = m_moreEpochs = epochs;
    m_epochsChosen = true;
    extendTo(epochs);
}

void Runner::extendTo(int epochs) {
    m_epochs = epochs;
    for (const auto& run : m_runs)
        if (run->stopReason() == StopReason::Completed && run->epoch() < epochs) run->unfinish();
    m_liveIdentity = ++m_identities;
    m_historyIdentity = ++m_identities;
}

void Runner::trainOn(int epochs) {
    if (epochs < 0) refuseBelow(1, epochs);
    if (epochs > 0) m_moreEpochs = epochs;
    extendTo(m_epochs + m_moreEpochs);
    train();
}

void Runner::reset() {
    m_goal = Goal::None;
    m_message.clear();
    if (m_started) {
        m_curveRun = ++m_lastCurveRun;
        m_parentCurveRun = -1;
    }
    m_started = false;
    m_epochs = m_moreEpochs = m_plan;
    makeRuns();
}

void Runner::newSeed(std::uint64_t seed) {
    m_goal = Goal::None;
    m_task = m_options.reseed ? m_options.reseed(seed) : makeTask(m_task->spec(), seed);
    m_viewer.setTask(m_task);
    if (!m_epochsChosen) m_plan = m_task->epochs();
    reset();
}

void Runner::goToEpoch(int epoch) {
    if (m_runs.empty()) return;
    const int shown = m_viewer.view().taskRun;
    if (shown >= 0 && static_cast<std::size_t>(shown) < m_runs.size() && static_cast<std::size_t>(shown) != m_live)
        switchTo(static_cast<std::size_t>(shown));
    live().open();
    live().goToEpoch(epoch);
    live().unfinish();
    m_liveIdentity = ++m_identities;
    m_message.clear();
}

void Runner::look(const View& view, std::uint64_t number) {
    m_viewer.look(view, number);
    m_traces.hurry();
}

void Runner::ask(const Question& question, std::uint64_t number) {
    m_mailbox.addAnswer(answer(question, number));
    m_answered = number;
}

void Runner::trainBatch() {
    TaskRun& run = live();
    if (!run.trainable() || (run.betweenEpochs() && run.epoch() >= m_epochs)) return finishLive(StopReason::Completed);
    const int branchedAt = run.epoch();
    TaskRun::Step step = run.step();
    m_started = true;
    m_liveIdentity = ++m_identities;
    if (step.branched) {
        m_historyIdentity = ++m_identities;
        m_parentCurveRun = m_curveRun;
        m_curveRun = ++m_lastCurveRun;
        m_curves[m_live] = {m_curveRun, m_parentCurveRun, branchedAt};
    }
    m_curves[m_live].run = m_curveRun;
    measureRate();
    if (step.outcome == engine::BatchOutcome::Diverged) {
        m_message = run.message();
        return finishLive(StopReason::Diverged);
    }
    if (m_goal == Goal::Batches && --m_left == 0) m_goal = Goal::None;
    if (step.outcome == engine::BatchOutcome::EpochEnded) endEpoch(std::move(step.point));
    if (!training()) m_changed = true;
}

void Runner::endEpoch(CurvePoint point) {
    point.run = m_curveRun;
    point.parent = m_parentCurveRun;
    point.seed = m_task->seed();
    m_mailbox.addPoint(std::move(point));
    if (m_goal == Goal::Epochs && --m_left == 0) m_goal = Goal::None;
    if (live().patienceIsOver())
        finishLive(StopReason::EarlyStopped);
    else if (live().epoch() >= m_epochs)
        finishLive(StopReason::Completed);
}

void Runner::finishLive(StopReason reason) {
    live().finish(reason);
    m_changed = true;
    if (const std::size_t next = nextOpen(); m_goal == Goal::All && next < m_runs.size())
        switchTo(next);
    else
        m_goal = Goal::None;
}

void Runner::measureRate() {
    ++m_rateBatches;
    const auto now = Clock::now();
    if (now - m_rateStart < kRateInterval) return;
    const double seconds = std::chrono::duration<double>(now - m_rateStart).count();
    m_epochsPerSecond = static_cast<double>(m_rateBatches) / static_cast<double>(live().batches()) / seconds;
    m_rateStart = now;
    m_rateBatches = 0;
}

ShownNet Runner::shownNet() {
    const View& view = m_viewer.view();
    std::size_t run = m_live;
    if (view.taskRun >= 0 && static_cast<std::size_t>(view.taskRun) < m_runs.size())
        run = static_cast<std::size_t>(view.taskRun);
    if (view.epoch >= 0) {
        const ShownNet past{run,
                            view.epoch,
                            m_historyIdentity,
                            m_curves[run].run,
                            view.epoch,
                            0,
                            m_runs[run]->weightsAfter(view.epoch)};
        // What was dropped to save memory since stays on screen.
        if (past.weights || !(m_viewer.traceIsStale(past) || m_viewer.outputIsStale(past))) return past;
    }
    return {run,
            m_runs[run]->epoch(),
            run == m_live ? m_liveIdentity : m_historyIdentity,
            m_curves[run].run,
            m_runs[run]->weightsEpoch(),
            m_runs[run]->batch(),
            &m_runs[run]->weights()};
}

bool Runner::refreshView() {
    if (m_options.headless || m_runs.empty()) return false;
    const ShownNet net = shownNet();
    bool computed = false;
    if (const auto start = Clock::now(); m_viewer.traceIsStale(net) && (!training() || m_traces.due(start))) {
        m_viewer.refreshTrace(net);
        m_traces.ran(start, Clock::now());
        if (!training()) return true;  // out with it: the output may take longer
        computed = true;
    }
    if (const auto start = Clock::now(); m_viewer.outputIsStale(net) && (!training() || m_outputs.due(start))) {
        m_viewer.refreshOutput(net);
        m_outputs.ran(start, Clock::now());
        computed = true;
    }
    return computed;
}

Status Runner::status() {
    Status status;
    status.number = m_snapshotNumber;
    status.answered = m_answered;
    status.run = m_curveRun;
    status.seed = m_task->seed();
    status.message = m_message.empty() ? m_viewer.message() : m_message;
    status.epochs = m_epochs;
    status.isDone = !training() && isDone();
    status.moreEpochs = m_moreEpochs;
    status.epochsPerSecond = m_epochsPerSecond;
    status.taskRun = m_live;
    status.settled = !training();
    if (m_runs.empty()) return status;
    if (!m_options.headless) {
        const ShownNet net = shownNet();
        status.settled = !training() && !m_viewer.traceIsStale(net) && !m_viewer.outputIsStale(net);
    }
    const TaskRun& run = live();
    status.epoch = run.epoch();
    status.batch = run.batch();
    status.batches = run.batches();
    status.learningRate = run.learningRate();
    status.runningLoss = run.runningLoss();
    status.checkpoints = m_runs[std::min(m_viewer.shown().taskRun, m_runs.size() - 1)]->keptEpochs();
    bool allFinished = true, anyDiverged = false;
    for (std::size_t index = 0; index < m_runs.size(); ++index) {
        const auto& each = m_runs[index];
        status.taskRuns.push_back(each->summary());
        status.taskRuns.back().run = m_curves[index].run;
        status.taskRuns.back().parent = m_curves[index].parent;
        status.taskRuns.back().branchedAt = m_curves[index].branchedAt;
        status.bytes += each->bytes();
        allFinished = allFinished && each->finished();
        anyDiverged = anyDiverged || status.taskRuns.back().stopReason == StopReason::Diverged;
    }
    const StopReason reason = status.taskRuns[m_live].stopReason;
    if (training()) {
        status.state = RunState::Training;
    } else if (allFinished || reason == StopReason::Stopped) {
        status.state = RunState::Finished;
        status.stopReason = anyDiverged && reason != StopReason::Stopped ? StopReason::Diverged : reason;
    } else {
        status.state = m_started ? RunState::Paused : RunState::Ready;
    }
    return status;
}

void Runner::publish() {
    const auto start = Clock::now();
    ++m_snapshotNumber;
    m_mailbox.publish(std::make_shared<const Snapshot>(Snapshot{status(), m_viewer.shown(), m_task}));
    m_snapshots.ran(start, Clock::now());
}

}  // namespace lessons
