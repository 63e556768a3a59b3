// The session's promises: the same bits whatever the person does on the way, and whole curves.
#include <algorithm>

#include "tests/threads/sessions.h"

using namespace tests;

namespace {

void trainsToTheEnd() {
    Session session(std::make_shared<TinyTask>(), sessionOptions());
    CHECK(session.snapshot() != nullptr);
    CHECK(session.snapshot()->task != nullptr);
    session.train();
    CHECK(session.waitFor(isOver, kPatience));
    const auto snapshot = session.snapshot();
    CHECK(snapshot->status.stopReason == StopReason::Completed);
    CHECK(snapshot->status.message.empty());
    CHECK(snapshot->status.epoch == 6 && snapshot->status.epochs == 6);
    CHECK(snapshot->status.checkpoints == (std::vector<int>{0, 1, 2, 3, 4, 5, 6}));
    CHECK(snapshot->shown.trace && snapshot->shown.trace->hasGradients() && !snapshot->shown.unprobed);
    CHECK(snapshot->shown.output && !snapshot->shown.probedOutput);
    CHECK(snapshot->shown.hiddenGradientNorms.size() == TinyTask::kSteps &&
          snapshot->shown.cellGradientNorms.size() == TinyTask::kSteps);
    CHECK(snapshot->shown.saturation.size() == 3);
    CHECK(snapshot->status.taskRuns.size() == 1 && snapshot->status.taskRuns[0].finished &&
          snapshot->status.taskRuns[0].facts.seconds > 0);
    const auto curve = session.takeCurvePoints();
    CHECK(curve.size() == 6);
    for (std::size_t i = 0; i < curve.size(); ++i)
        CHECK(curve[i].epoch == static_cast<int>(i) + 1 && curve[i].run == 0);
    CHECK(!curve.empty() && curve.back().logs == snapshot->status.taskRuns[0].facts.lastLogs);
    CHECK(!curve.empty() && curve.back().logs.front().second < curve.front().logs.front().second);
    CHECK(session.takeCurvePoints().empty());
}

void threadsAndPausesChangeNothing() {
    const Undisturbed expected = undisturbed(1);
    CHECK(sameBits(expected.weights[0], undisturbed(2).weights[0]));
    CHECK(sameBits(expected.weights[0], undisturbed(3).weights[0]));
    CHECK(!sameBits(expected.weights[0], undisturbed(1, {}, 8).weights[0]));

    Session session(std::make_shared<TinyTask>(), sessionOptions(2));
    for (int i = 0; i < 7; ++i) session.stepBatch();
    session.train();
    session.pause();
    session.stepEpoch();
    settle(session);
    session.train();
    CHECK(session.waitFor(isOver, kPatience));
    CHECK(sameBits(expected.weights[0], *session.snapshot()->shown.weights));
    const auto curve = session.takeCurvePoints();
    CHECK(curve.size() == expected.curve.size());
    for (std::size_t i = 0; i < std::min(curve.size(), expected.curve.size()); ++i)
        CHECK(samePoint(curve[i], expected.curve[i]));
}

void stepsExactly() {
    Session session(std::make_shared<TinyTask>(), sessionOptions());
    session.stepBatch();
    session.stepBatch();
    auto snapshot = settle(session);
    CHECK(snapshot->status.epoch == 0 && snapshot->status.batch == 2 && snapshot->status.batches == 6 &&
          snapshot->status.state == RunState::Paused);
    CHECK(snapshot->status.runningLoss > 0);
    session.stepEpoch();
    snapshot = settle(session);
    CHECK(snapshot->status.epoch == 1 && snapshot->status.batch == 0);
    session.stepEpoch();
    session.stepEpoch();
    snapshot = settle(session);
    CHECK(snapshot->status.epoch == 3 && session.takeCurvePoints().size() == 3);
}

void goesBackAndOnWithTheSameBits() {
    const Undisturbed expected = undisturbed(1);
    Session session(std::make_shared<TinyTask>(), sessionOptions());
    session.train();
    CHECK(session.waitFor(isFinished, kPatience));
    static_cast<void>(session.takeCurvePoints());
    session.goToEpoch(3);
    auto snapshot = settle(session);
    CHECK(snapshot->status.epoch == 3 && snapshot->shown.epoch == 3 && snapshot->status.state == RunState::Paused);
    CHECK(snapshot->status.checkpoints.size() == 7);  // still there, until it trains on
    session.goToEpoch(5);
    CHECK(settle(session)->status.epoch == 5);
    session.goToEpoch(3);
    session.stepBatch();
    CHECK(settle(session)->status.checkpoints == (std::vector<int>{0, 1, 2, 3}));
    session.train();
    CHECK(session.waitFor(isOver, kPatience));
    CHECK(sameBits(expected.weights[0], *session.snapshot()->shown.weights));
    const auto curve = session.takeCurvePoints();
    CHECK(curve.size() == 3);
    for (std::size_t i = 0; i < curve.size() && i < 3; ++i) {
        CHECK(samePoint(curve[i], expected.curve[i + 3]));
        CHECK(curve[i].run == 1 && curve[i].parent == 0);
    }
    session.goToEpoch(99);
    CHECK((settle(session)->status.message == lessons::Message{lessons::EpochNotKept{{0, 1, 2, 3, 4, 5, 6}, 99}}));
    CHECK(session.snapshot()->status.epoch == 6);
}

void resetsAndReseeds() {
    const Undisturbed expected = undisturbed(1), other = undisturbed(1, {}, 21);
    Session session(std::make_shared<TinyTask>(), sessionOptions());
    session.stepEpoch();
    session.setLearningRate(0.5);
    session.stepEpoch();
    session.reset();  // both epochs may be overtaken by it, the first batch is not waited for either
    auto snapshot = settle(session);
    CHECK(snapshot->status.epoch == 0 && snapshot->status.batch == 0 && snapshot->status.state == RunState::Ready &&
          snapshot->status.learningRate == 0.01);
    static_cast<void>(session.takeCurvePoints());
    session.train();
    CHECK(session.waitFor(isOver, kPatience));
    CHECK(sameBits(expected.weights[0], *session.snapshot()->shown.weights));
    const int firstRun = session.snapshot()->status.run;
    session.newSeed(21);
    snapshot = settle(session);
    CHECK(snapshot->status.seed == 21 && snapshot->task->seed() == 21 && snapshot->status.epoch == 0 &&
          snapshot->status.run == firstRun + 1);
    session.train();
    CHECK(session.waitFor(isOver, kPatience));
    CHECK(sameBits(other.weights[0], *session.snapshot()->shown.weights));
    const auto curve = session.takeCurvePoints();
    CHECK(curve.size() == 12 && curve.back().run == firstRun + 1 && curve.back().seed == 21 &&
          curve.back().parent == -1);
}

void stopsAndStopsEarly() {
    Session session(std::make_shared<TinyTask>(7, TinyOptions{.epochs = 100000}), sessionOptions());
    session.train();
    CHECK(session.waitFor([](const Snapshot& p) { return p.status.epoch >= 2; }, kPatience));
    session.stop();
    CHECK(session.waitFor(isFinished, kPatience));
    CHECK(session.snapshot()->status.stopReason == StopReason::Stopped);
    session.goToEpoch(1);
    CHECK(settle(session)->status.epoch == 1);

    // A rate far too high: the loss soon stops falling, and the patience of 1 is over.
    Session early(std::make_shared<TinyTask>(7, TinyOptions{.epochs = 1000, .patience = 1, .learningRate = 0.3}),
                  sessionOptions());
    early.train();
    CHECK(early.waitFor(isFinished, kPatience));
    CHECK(early.snapshot()->status.stopReason == StopReason::EarlyStopped);
    const auto curve = early.takeCurvePoints();
    const auto value = [&](std::size_t epoch) {
        for (const auto& [name, each] : curve[epoch].logs)
            if (name == "val_loss") return each;
        return 0.0;
    };
    CHECK(curve.size() >= 2 && curve.size() < 1000);
    for (std::size_t epoch = 1; epoch + 1 < curve.size(); ++epoch) CHECK(value(epoch) < value(epoch - 1));
    if (curve.size() >= 2) CHECK(!(value(curve.size() - 1) < value(curve.size() - 2)));

    // The same, but the weights of the best epoch are the result: also after going back and on.
    const TinyOptions tiny{.epochs = 1000, .patience = 1, .restoresBest = true, .learningRate = 0.3};
    Session best(std::make_shared<TinyTask>(7, tiny), sessionOptions());
    best.train();
    CHECK(best.waitFor(isOver, kPatience));
    const int last = best.snapshot()->status.epoch;
    CHECK(last == static_cast<int>(curve.size()));
    const engine::Weights result = *best.snapshot()->status.taskRuns[0].weights;
    CHECK(sameBits(result, *best.snapshot()->shown.weights));
    lessons::View view;
    view.epoch = last;
    CHECK(!sameBits(result, *settle(best, view)->shown.weights));
    view.epoch = last - 1;
    CHECK(sameBits(result, *settle(best, view)->shown.weights));
    best.goToEpoch(last - 2);
    best.train();
    CHECK(best.waitFor([](const Snapshot& p) { return isOver(p) && p.status.run == 1; }, kPatience));
    CHECK(sameBits(result, *best.snapshot()->status.taskRuns[0].weights));
}

void divergesAsAResult() {
    Session session(std::make_shared<TinyTask>(), sessionOptions());
    session.stepEpoch();
    settle(session);
    session.stepBatch();
    CHECK(settle(session)->status.epoch == 1);
    session.setLearningRate(1e38);
    session.train();
    CHECK(session.waitFor(isOver, kPatience));
    const auto snapshot = session.snapshot();
    CHECK(snapshot->status.stopReason == StopReason::Diverged);
    const auto* diverged = std::get_if<lessons::LossDiverged>(&snapshot->status.message.what);
    CHECK(diverged && diverged->backTo == 1 && diverged->epoch >= 2 && diverged->batch >= 1 && diverged->step >= 1);
    CHECK(snapshot->status.epoch == 1 && snapshot->status.batch == 0);
    for (const engine::Matrix& each : *snapshot->shown.weights) CHECK(each.allFinite());
    session.setLearningRate(0.01);
    session.train();
    CHECK(session.waitFor([](const Snapshot& p) { return isFinished(p) && p.status.epoch == 6; }, kPatience));
    CHECK(session.snapshot()->status.stopReason == StopReason::Completed && session.snapshot()->status.message.empty());
}

void runsSeveralModels() {
    const TinyOptions tiny{.runs = 3, .epochs = 2};
    const Undisturbed expected = undisturbed(1, tiny);
    Session session(std::make_shared<TinyTask>(7, tiny), sessionOptions(1, tiny));
    session.train();
    CHECK(session.waitFor(isOver, kPatience));
    const auto snapshot = session.snapshot();
    CHECK(snapshot->status.taskRuns.size() == 3);
    for (std::size_t run = 0; run < 3; ++run) {
        CHECK(snapshot->status.taskRuns[run].finished && snapshot->status.taskRuns[run].epoch == 2);
        CHECK(sameBits(*snapshot->status.taskRuns[run].weights, expected.weights[run]));
    }
    const auto curve = session.takeCurvePoints();
    CHECK(curve.size() == 6);
    for (std::size_t i = 0; i < curve.size(); ++i)
        CHECK(curve[i].taskRun == i / 2 && curve[i].name == "LSTM " + std::to_string(4 + i / 2));
    lessons::View view;
    view.taskRun = 1;
    view.epoch = 1;
    const auto past = settle(session, view);
    CHECK(past->shown.taskRun == 1 && past->shown.epoch == 1 && past->shown.trace->cell.program->units == 5);
    session.goToEpoch(1);
    session.train();
    CHECK(session.waitFor([](const Snapshot& p) { return isOver(p) && p.status.taskRun == 1; }, kPatience));
    CHECK(sameBits(*session.snapshot()->status.taskRuns[1].weights, expected.weights[1]));
}

/// In the middle of an epoch and after it, with the trainer gone in between; what was wrong before is not said again.
void parkedIsAsIfNothingHadHappened() {
    for (const int threads : {1, 3}) {
        const Undisturbed expected = undisturbed(threads);
        Session session(std::make_shared<TinyTask>(), sessionOptions(threads));
        for (int batch = 0; batch < 8; ++batch) session.stepBatch();
        settle(session);
        session.setLearningRate(-1);
        const auto before = settle(session);
        CHECK(!before->status.message.empty() && before->status.bytes > 0);
        session.park();
        session.park();
        const auto parked = settle(session);
        CHECK(parked->status.message.empty() && parked->status.state == RunState::Paused);
        CHECK(parked->status.epoch == 1 && parked->status.batch == before->status.batch && parked->status.batch > 0);
        CHECK(parked->status.runningLoss == before->status.runningLoss);
        CHECK(parked->status.checkpoints == before->status.checkpoints);
        CHECK(sameBits(*parked->shown.weights, *before->shown.weights));
        session.train();
        CHECK(session.waitFor(isOver, kPatience));
        session.park();
        session.goToEpoch(4);
        session.park();
        session.train();
        CHECK(session.waitFor([](const Snapshot& s) { return isOver(s) && s.status.run == 1; }, kPatience));
        CHECK(sameBits(*session.snapshot()->status.taskRuns[0].weights, expected.weights[0]));
    }
}

/// Trained on is as planned from the start: the bits, the curve, and the best weights where a task asks for them.
void trainsOnAsIfPlannedSo() {
    for (const bool restoresBest : {false, true}) {
        TinyOptions shortPlan, longPlan;
        shortPlan.restoresBest = longPlan.restoresBest = restoresBest;
        if (restoresBest) shortPlan.patience = longPlan.patience = 100;  // watches, but does not stop
        shortPlan.learningRate = longPlan.learningRate = 0.05;           // so that the best epoch is not the last
        shortPlan.runs = longPlan.runs = 2;
        longPlan.epochs = 15;
        const Undisturbed expected = undisturbed(2, longPlan);
        Session session(std::make_shared<TinyTask>(7, shortPlan), sessionOptions(2, shortPlan));
        session.train();
        CHECK(session.waitFor(isOver, kPatience));
        CHECK(session.snapshot()->status.isDone && session.snapshot()->status.moreEpochs == 6);
        session.trainOn();  // 6 as before: to 12
        CHECK(session.waitFor([](const Snapshot& s) { return isOver(s) && s.status.epoch == 12; }, kPatience));
        session.park();
        session.trainOn(3);
        CHECK(session.waitFor([](const Snapshot& s) { return isOver(s) && s.status.epochs == 15; }, kPatience));
        const auto snapshot = session.snapshot();
        CHECK(snapshot->status.message.empty() && snapshot->status.moreEpochs == 3 && snapshot->status.run == 0);
        for (std::size_t run = 0; run < 2; ++run) {
            CHECK(snapshot->status.taskRuns[run].epoch == 15);
            CHECK(sameBits(*snapshot->status.taskRuns[run].weights, expected.weights[run]));
        }
        const std::vector<lessons::CurvePoint> curve = session.takeCurvePoints();
        CHECK(curve.size() == expected.curve.size());
        for (const lessons::CurvePoint& point : curve)
            CHECK(std::any_of(expected.curve.begin(), expected.curve.end(),
                              [&](const lessons::CurvePoint& other) { return samePoint(point, other); }));
        // The plan is the lesson's again.
        session.reset();
        CHECK(settle(session)->status.epochs == 6);
        CHECK(!session.snapshot()->status.isDone);
    }
}

}  // namespace

int main() {
    trainsToTheEnd();
    threadsAndPausesChangeNothing();
    stepsExactly();
    goesBackAndOnWithTheSameBits();
    resetsAndReseeds();
    stopsAndStopsEarly();
    divergesAsAResult();
    runsSeveralModels();
    parkedIsAsIfNothingHadHappened();
    trainsOnAsIfPlannedSo();
    return tests::failures == 0 ? 0 : 1;
}
