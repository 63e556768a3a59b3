// The session's promises: the same bits whatever the person does on the way, and whole curves.
#include <algorithm>

#include "tests/threads/sessions.h"

using namespace tests;

namespace {

void trainsToTheEnd() {
    Session session(std::make_shared<TinyTask>(), sessionOptions());
    CHECK(session.picture() != nullptr);
    CHECK(session.picture()->task != nullptr);
    session.train();
    CHECK(session.waitFor(isOver, kPatience));
    const auto picture = session.picture();
    CHECK(picture->stopReason == StopReason::Completed);
    CHECK(picture->message.empty());
    CHECK(picture->epoch == 6 && picture->epochs == 6);
    CHECK(picture->checkpoints == (std::vector<int>{0, 1, 2, 3, 4, 5, 6}));
    CHECK(picture->trace && picture->trace->hasGradients() && !picture->unprobed);
    CHECK(picture->output && !picture->probedOutput);
    CHECK(picture->hiddenGradientNorms.size() == TinyTask::kSteps &&
          picture->cellGradientNorms.size() == TinyTask::kSteps);
    CHECK(picture->saturation.size() == 3);
    CHECK(picture->taskRuns.size() == 1 && picture->taskRuns[0].finished && picture->taskRuns[0].facts.seconds > 0);
    const auto curve = session.takeCurvePoints();
    CHECK(curve.size() == 6);
    for (std::size_t i = 0; i < curve.size(); ++i)
        CHECK(curve[i].epoch == static_cast<int>(i) + 1 && curve[i].run == 0);
    CHECK(!curve.empty() && curve.back().logs == picture->taskRuns[0].facts.lastLogs);
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
    CHECK(sameBits(expected.weights[0], *session.picture()->weights));
    const auto curve = session.takeCurvePoints();
    CHECK(curve.size() == expected.curve.size());
    for (std::size_t i = 0; i < std::min(curve.size(), expected.curve.size()); ++i)
        CHECK(samePoint(curve[i], expected.curve[i]));
}

void stepsExactly() {
    Session session(std::make_shared<TinyTask>(), sessionOptions());
    session.stepBatch();
    session.stepBatch();
    auto picture = settle(session);
    CHECK(picture->epoch == 0 && picture->batch == 2 && picture->batches == 6 && picture->state == RunState::Paused);
    CHECK(picture->runningLoss > 0);
    session.stepEpoch();
    picture = settle(session);
    CHECK(picture->epoch == 1 && picture->batch == 0);
    session.stepEpoch();
    session.stepEpoch();
    picture = settle(session);
    CHECK(picture->epoch == 3 && session.takeCurvePoints().size() == 3);
}

void goesBackAndOnWithTheSameBits() {
    const Undisturbed expected = undisturbed(1);
    Session session(std::make_shared<TinyTask>(), sessionOptions());
    session.train();
    CHECK(session.waitFor(isFinished, kPatience));
    static_cast<void>(session.takeCurvePoints());
    session.goToEpoch(3);
    auto picture = settle(session);
    CHECK(picture->epoch == 3 && picture->shownEpoch == 3 && picture->state == RunState::Paused);
    CHECK(picture->checkpoints.size() == 7);  // still there, until it trains on
    session.goToEpoch(5);
    CHECK(settle(session)->epoch == 5);
    session.goToEpoch(3);
    session.stepBatch();
    CHECK(settle(session)->checkpoints == (std::vector<int>{0, 1, 2, 3}));
    session.train();
    CHECK(session.waitFor(isOver, kPatience));
    CHECK(sameBits(expected.weights[0], *session.picture()->weights));
    const auto curve = session.takeCurvePoints();
    CHECK(curve.size() == 3);
    for (std::size_t i = 0; i < curve.size() && i < 3; ++i) {
        CHECK(samePoint(curve[i], expected.curve[i + 3]));
        CHECK(curve[i].run == 1 && curve[i].parent == 0);
    }
    session.goToEpoch(99);
    CHECK(settle(session)->message.find("expected one of 0, 1, 2, 3, 4, 5, 6, got 99") != std::string::npos);
    CHECK(session.picture()->epoch == 6);
}

void resetsAndReseeds() {
    const Undisturbed expected = undisturbed(1), other = undisturbed(1, {}, 21);
    Session session(std::make_shared<TinyTask>(), sessionOptions());
    session.stepEpoch();
    session.setLearningRate(0.5);
    session.stepEpoch();
    session.reset();  // both epochs may be overtaken by it, the first batch is not waited for either
    auto picture = settle(session);
    CHECK(picture->epoch == 0 && picture->batch == 0 && picture->state == RunState::Ready &&
          picture->learningRate == 0.01);
    static_cast<void>(session.takeCurvePoints());
    session.train();
    CHECK(session.waitFor(isOver, kPatience));
    CHECK(sameBits(expected.weights[0], *session.picture()->weights));
    const int firstRun = session.picture()->run;
    session.newSeed(21);
    picture = settle(session);
    CHECK(picture->seed == 21 && picture->task->seed() == 21 && picture->epoch == 0 && picture->run == firstRun + 1);
    session.train();
    CHECK(session.waitFor(isOver, kPatience));
    CHECK(sameBits(other.weights[0], *session.picture()->weights));
    const auto curve = session.takeCurvePoints();
    CHECK(curve.size() == 12 && curve.back().run == firstRun + 1 && curve.back().seed == 21 &&
          curve.back().parent == -1);
}

void stopsAndStopsEarly() {
    Session session(std::make_shared<TinyTask>(7, TinyOptions{.epochs = 100000}), sessionOptions());
    session.train();
    CHECK(session.waitFor([](const Picture& p) { return p.epoch >= 2; }, kPatience));
    session.stop();
    CHECK(session.waitFor(isFinished, kPatience));
    CHECK(session.picture()->stopReason == StopReason::Stopped);
    session.goToEpoch(1);
    CHECK(settle(session)->epoch == 1);

    // A rate far too high: the loss soon stops falling, and the patience of 1 is over.
    Session early(std::make_shared<TinyTask>(7, TinyOptions{.epochs = 1000, .patience = 1, .learningRate = 0.3}),
                  sessionOptions());
    early.train();
    CHECK(early.waitFor(isFinished, kPatience));
    CHECK(early.picture()->stopReason == StopReason::EarlyStopped);
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
    const int last = best.picture()->epoch;
    CHECK(last == static_cast<int>(curve.size()));
    const engine::Weights result = *best.picture()->taskRuns[0].weights;
    CHECK(sameBits(result, *best.picture()->weights));
    lessons::View view;
    view.epoch = last;
    CHECK(!sameBits(result, *settle(best, view)->weights));
    view.epoch = last - 1;
    CHECK(sameBits(result, *settle(best, view)->weights));
    best.goToEpoch(last - 2);
    best.train();
    CHECK(best.waitFor([](const Picture& p) { return isOver(p) && p.run == 1; }, kPatience));
    CHECK(sameBits(result, *best.picture()->taskRuns[0].weights));
}

void divergesAsAResult() {
    Session session(std::make_shared<TinyTask>(), sessionOptions());
    session.stepEpoch();
    settle(session);
    session.stepBatch();
    CHECK(settle(session)->epoch == 1);
    session.setLearningRate(1e38);
    session.train();
    CHECK(session.waitFor(isOver, kPatience));
    const auto picture = session.picture();
    CHECK(picture->stopReason == StopReason::Diverged);
    CHECK(picture->message.find("at step ") != std::string::npos);
    CHECK(picture->message.find("back to the weights after epoch 1") != std::string::npos);
    CHECK(picture->epoch == 1 && picture->batch == 0);
    for (const engine::Matrix& each : *picture->weights) CHECK(each.allFinite());
    session.setLearningRate(0.01);
    session.train();
    CHECK(session.waitFor([](const Picture& p) { return isFinished(p) && p.epoch == 6; }, kPatience));
    CHECK(session.picture()->stopReason == StopReason::Completed && session.picture()->message.empty());
}

void runsSeveralModels() {
    const TinyOptions tiny{.runs = 3, .epochs = 2};
    const Undisturbed expected = undisturbed(1, tiny);
    Session session(std::make_shared<TinyTask>(7, tiny), sessionOptions(1, tiny));
    session.train();
    CHECK(session.waitFor(isOver, kPatience));
    const auto picture = session.picture();
    CHECK(picture->taskRuns.size() == 3);
    for (std::size_t run = 0; run < 3; ++run) {
        CHECK(picture->taskRuns[run].finished && picture->taskRuns[run].epoch == 2);
        CHECK(sameBits(*picture->taskRuns[run].weights, expected.weights[run]));
    }
    const auto curve = session.takeCurvePoints();
    CHECK(curve.size() == 6);
    for (std::size_t i = 0; i < curve.size(); ++i)
        CHECK(curve[i].taskRun == i / 2 && curve[i].name == "LSTM " + std::to_string(4 + i / 2));
    lessons::View view;
    view.taskRun = 1;
    view.epoch = 1;
    const auto past = settle(session, view);
    CHECK(past->shownTaskRun == 1 && past->shownEpoch == 1 && past->trace->cell.program->units == 5);
    session.goToEpoch(1);
    session.train();
    CHECK(session.waitFor([](const Picture& p) { return isOver(p) && p.taskRun == 1; }, kPatience));
    CHECK(sameBits(*session.picture()->taskRuns[1].weights, expected.weights[1]));
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
    return tests::failures == 0 ? 0 : 1;
}
