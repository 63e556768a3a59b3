// Turns calls into commands for the runner, and starts and ends its thread.
#include "lessons/session/session.h"

#include <atomic>
#include <thread>

#include "lessons/session/commandqueue.h"
#include "lessons/session/mailbox.h"
#include "lessons/session/runner.h"

#ifdef __linux__
#include <sys/resource.h>
#endif

namespace lessons {
namespace {

/// Where the window and the training want the same processor, the window goes first. The threads that the trainer
/// starts inherit it.
void letOthersGoFirst() {
#ifdef __linux__
    setpriority(PRIO_PROCESS, 0, 10);  // Linux: of this thread alone; a refusal changes nothing but the order
#endif
}

}  // namespace

struct Session::Private {
    Mailbox mailbox;
    CommandQueue queue;
    std::atomic<std::uint64_t> looks{0}, questions{0};
    std::jthread thread;  // last: ends before what it uses
};

Session::Session(std::shared_ptr<const Task> task, SessionOptions options) : d(std::make_unique<Private>()) {
    auto first = std::make_shared<Snapshot>();
    first->status.seed = task->seed();
    first->status.epochs = first->status.moreEpochs = task->epochs();
    first->status.taskRuns.resize(task->runCount());
    for (std::size_t run = 0; run < task->runCount(); ++run) first->status.taskRuns[run].name = task->runName(run);
    first->task = task;
    d->mailbox.publish(std::move(first));
    d->thread =
        std::jthread([p = d.get(), task = std::move(task), options = std::move(options)](const std::stop_token& stop) {
            if (!options.headless) letOthersGoFirst();
            Runner(task, options, p->mailbox, p->queue).run(stop);
        });
}

Session::~Session() = default;

void Session::train() {
    d->queue.post([](Runner& runner) { runner.train(); });
}
void Session::trainOn(int epochs) {
    d->queue.post([epochs](Runner& runner) { runner.trainOn(epochs); });
}
void Session::pause() {
    d->queue.post([](Runner& runner) { runner.pause(); });
}
void Session::park() {
    d->queue.post([](Runner& runner) { runner.park(); });
}
void Session::stepBatch() {
    d->queue.post([](Runner& runner) { runner.stepBatch(); });
}
void Session::stepEpoch() {
    d->queue.post([](Runner& runner) { runner.stepEpoch(); });
}
void Session::stop() {
    d->queue.post([](Runner& runner) { runner.stop(); });
}
void Session::reset() {
    d->queue.post([](Runner& runner) { runner.reset(); });
}

void Session::setLearningRate(double rate) {
    d->queue.post([rate](Runner& runner) { runner.setLearningRate(rate); });
}

void Session::setEpochs(int epochs) {
    d->queue.post([epochs](Runner& runner) { runner.setEpochs(epochs); });
}

void Session::newSeed(std::uint64_t seed) {
    d->queue.post([seed](Runner& runner) { runner.newSeed(seed); });
}

void Session::goToEpoch(int epoch) {
    d->queue.post([epoch](Runner& runner) { runner.goToEpoch(epoch); });
}

std::uint64_t Session::look(View view) {
    const std::uint64_t number = ++d->looks;
    d->queue.post([view = std::move(view), number](Runner& runner) { runner.look(view, number); });
    return number;
}

std::uint64_t Session::ask(Question question) {
    const std::uint64_t number = ++d->questions;
    d->queue.post([question = std::move(question), number](Runner& runner) { runner.ask(question, number); });
    return number;
}

std::shared_ptr<const Snapshot> Session::snapshot() const {
    return d->mailbox.snapshot();
}
std::vector<CurvePoint> Session::takeCurvePoints() {
    return d->mailbox.takePoints();
}

std::vector<Answer> Session::takeAnswers() {
    return d->mailbox.takeAnswers();
}

bool Session::waitFor(const std::function<bool(const Snapshot&)>& condition, std::chrono::milliseconds timeout) {
    return d->mailbox.waitFor(condition, timeout);
}

}  // namespace lessons
