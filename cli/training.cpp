// Drives a headless session.
#include "cli/training.h"

#include "cli/interrupt.h"
#include "cli/messagetext.h"
#include "cli/output.h"
#include "cli/progress.h"

namespace cli {
namespace {

Trained collect(const std::shared_ptr<const lessons::Snapshot>& snapshot) {
    Trained trained;
    trained.snapshot = snapshot;
    for (std::size_t run = 0; run < snapshot->status.taskRuns.size(); ++run) {
        const lessons::TaskRunSummary& summary = snapshot->status.taskRuns[run];
        trained.weights.push_back(summary.weights ? *summary.weights : snapshot->task->initialWeights(run));
        trained.facts.push_back(summary.facts);
    }
    return trained;
}

}  // namespace

Trained trainTask(const std::shared_ptr<const lessons::Task>& task, int threads, int epochs,
                  const std::function<void(const lessons::CurvePoint&)>& onEpoch) {
    using lessons::RunState;
    Progress progress;
    lessons::SessionOptions options;
    options.threads = threads;
    options.headless = true;
    options.checkpointBytes = 0;  // nobody goes back; the first and the last are kept whatever they cost
    lessons::Session session(task, options);
    // A net with inputs and no targets is run, not trained: its outcome is there at once.
    if (!task->isTrainable()) {
        session.waitFor([](const lessons::Snapshot& snapshot) { return snapshot.status.settled; },
                        std::chrono::minutes(2));
        return collect(session.snapshot());
    }
    if (epochs >= 0) session.setEpochs(epochs);
    session.train();

    bool over = false, stopping = false;
    while (!over) {
        // A message while it still trains is one run's of several; otherwise it is why training could not go on.
        over = session.waitFor(
            [](const lessons::Snapshot& snapshot) {
                return snapshot.status.state == RunState::Finished ||
                       (!snapshot.status.message.empty() && snapshot.status.state != RunState::Training);
            },
            std::chrono::milliseconds(50));
        for (const lessons::CurvePoint& point : session.takeCurvePoints()) {
            progress.clear();
            onEpoch(point);
        }
        if (InterruptGuard::asked() && !stopping) {
            session.stop();
            stopping = true;
        }
        if (!over) progress.show(*session.snapshot());
    }
    const auto snapshot = session.snapshot();
    progress.clear();
    if (snapshot->status.state != RunState::Finished) throw engine::Error(messageText(snapshot->status.message));
    if (!snapshot->status.message.empty()) tell(messageText(snapshot->status.message));
    return collect(snapshot);
}

}  // namespace cli
