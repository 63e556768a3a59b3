// What snapshots show: the asked sample, epoch, clamps and edits, with the bits a trace of the same weights has.
#include "tests/threads/sessions.h"

#include "engine/losses/loss.h"

using namespace tests;

namespace {

lessons::View viewOf(std::size_t sample, int epoch = -1) {
    lessons::View view;
    view.sample = sample;
    view.epoch = epoch;
    return view;
}

const engine::Matrix& hidden(const engine::Trace& trace) {
    return trace.cell.values[static_cast<std::size_t>(trace.cell.program->output)];
}

void showsTheAskedSampleAndEpoch() {
    const auto task = std::make_shared<TinyTask>();
    Session session(task, sessionOptions());
    session.train();
    CHECK(session.waitFor(isOver, kPatience));
    const auto loss = engine::makeLoss("mse");
    for (const int epoch : {-1, 0, 2, 6}) {
        const auto snapshot = settle(session, viewOf(17, epoch));
        CHECK(snapshot->shown.sampleIndex == 17);
        CHECK(std::get<lessons::NumberedSample>(snapshot->shown.sample.name).number == 17);
        CHECK(snapshot->shown.epoch == (epoch < 0 ? 6 : epoch));
        const engine::Trace trace =
            engine::traceSample(*task->model(), *snapshot->shown.weights, task->sample(17), loss.get());
        CHECK(sameBits(trace.cell.values, snapshot->shown.trace->cell.values));
        CHECK(sameBits(trace.cell.gradients, snapshot->shown.trace->cell.gradients));
        const auto expected = std::get<lessons::ForecastView>(task->output(*snapshot->shown.weights, 0, {}));
        CHECK(std::get<lessons::ForecastView>(*snapshot->shown.output).forecast == expected.forecast);
        CHECK(snapshot->status.epoch == 6);  // looking back does not move the live net
    }
    CHECK(sameBits(*settle(session, viewOf(0, 0))->shown.weights, task->initialWeights()));
}

void clampsStandBesideTheUntouched() {
    const auto task = std::make_shared<TinyTask>();
    Session session(task, sessionOptions());
    session.stepEpoch();
    lessons::View view = viewOf(4);
    const auto plain = settle(session, view);
    CHECK(!plain->shown.unprobed && !plain->shown.probedOutput);
    const int forget = plain->shown.trace->cell.program->find("f");
    view.probe.clamps.push_back({forget, 2, 3, 5, 0, false});
    const auto probed = settle(session, view);
    CHECK(probed->shown.unprobed && sameBits(probed->shown.unprobed->cell.values, plain->shown.trace->cell.values));
    const engine::Matrix& f = probed->shown.trace->cell.values[static_cast<std::size_t>(forget)];
    for (engine::Index t = 0; t < TinyTask::kSteps; ++t) CHECK((f(t, 2) == 0) == (t >= 3 && t <= 5));
    CHECK(probed->shown.probedOutput && probed->shown.output);
    CHECK(std::get<lessons::ForecastView>(*probed->shown.probedOutput).forecast !=
          std::get<lessons::ForecastView>(*probed->shown.output).forecast);
    CHECK(std::get<lessons::ForecastView>(*probed->shown.output).forecast ==
          std::get<lessons::ForecastView>(*plain->shown.output).forecast);
    CHECK(sameBits(*probed->shown.weights, *plain->shown.weights));
    CHECK(!settle(session, viewOf(4))->shown.probedOutput);
}

void editsAreForWhatIsShownOnly() {
    using Target = lessons::Edit::Target;
    const auto task = std::make_shared<TinyTask>();
    Session session(task, sessionOptions());
    lessons::View view = viewOf(4);
    const auto plain = settle(session, view);

    view.edits = {{Target::Input, "", 3, 0, 2.5}};
    auto edited = settle(session, view);
    CHECK(edited->status.message.empty() && edited->shown.trace->cell.input(3, 0) == 2.5f &&
          edited->shown.unprobed->cell.input(3, 0) != 2.5f);
    CHECK(sameBits(hidden(*edited->shown.trace).topRows(3), hidden(*plain->shown.trace).topRows(3)));
    CHECK(!sameBits(hidden(*edited->shown.trace), hidden(*plain->shown.trace)) && !edited->shown.probedOutput);

    view.edits = {{Target::Parameter, "lstm/lstm_cell/bias", 0, 1, 4.0}};
    edited = settle(session, view);
    CHECK(edited->status.message.empty() && edited->shown.probedOutput &&
          !sameBits(hidden(*edited->shown.trace), hidden(*plain->shown.trace)));
    CHECK(sameBits(*edited->shown.weights, *plain->shown.weights));

    view.edits = {{Target::State, "c", 0, 2, 1.0}};
    edited = settle(session, view);
    CHECK(edited->status.message.empty() && edited->shown.trace->cell.initialStates[1](0, 2) == 1.0f);
    CHECK(edited->shown.trace->cell.initialStates[0].isZero() &&
          !sameBits(hidden(*edited->shown.trace), hidden(*plain->shown.trace)));

    for (const lessons::Edit& wrong :
         {lessons::Edit{Target::Input, "", 99, 0, 1}, lessons::Edit{Target::Parameter, "no/such", 0, 0, 1},
          lessons::Edit{Target::Parameter, "dense/kernel", 4, 0, 1}, lessons::Edit{Target::State, "z", 0, 0, 1},
          lessons::Edit{Target::State, "h", 0, 4, 1}}) {
        view.edits = {wrong};
        const auto snapshot = settle(session, view);
        CHECK(!snapshot->status.message.empty() && engineLine(*snapshot).find('\n') == std::string::npos &&
              !snapshot->shown.trace && snapshot->shown.unprobed);
    }
    CHECK(settle(session, viewOf(4))->status.message.empty());
}

void saysWhatCannotBeShown() {
    Session session(std::make_shared<TinyTask>(), sessionOptions());
    CHECK(engineLine(*settle(session, viewOf(90))).find("expected a number below 90, got 90") != std::string::npos);
    lessons::View view;
    view.layer = "gru";
    CHECK(!settle(session, view)->status.message.empty() && !session.snapshot()->shown.trace);
    view.layer = "lstm";
    view.direction = 1;
    CHECK(!settle(session, view)->status.message.empty());
    view.direction = 0;
    CHECK(settle(session, view)->status.message.empty() && session.snapshot()->shown.trace);
}

void staysLiveWhileItTrains() {
    Session session(std::make_shared<TinyTask>(7, TinyOptions{.epochs = 1000000}), sessionOptions());
    session.train();
    const auto fresh = [&](std::uint64_t after) {
        return session.waitFor(
            [=](const Snapshot& p) {
                return p.status.number > after && p.status.state == RunState::Training && p.shown.trace &&
                       p.shown.output;
            },
            kPatience);
    };
    CHECK(fresh(0));
    const auto first = session.snapshot();
    CHECK(fresh(first->status.number + 3));
    const auto second = session.snapshot();
    CHECK(!sameBits(*first->shown.weights, *second->shown.weights) && second->shown.epoch >= first->shown.epoch);
    const std::uint64_t number = session.look(viewOf(11));
    CHECK(session.waitFor([=](const Snapshot& p) { return p.shown.viewNumber == number; }, kPatience));
    CHECK(session.snapshot()->shown.sampleIndex == 11 && session.snapshot()->status.state == RunState::Training);
    CHECK(session.waitFor([](const Snapshot& p) { return p.status.epochsPerSecond > 0; }, kPatience));
}

void dropsOldCheckpointsForMemory() {
    SessionOptions options = sessionOptions();
    options.checkpointBytes = 20000;  // each is about 1.5 kB
    Session session(std::make_shared<TinyTask>(7, TinyOptions{.epochs = 60}), options);
    session.train();
    CHECK(session.waitFor(isOver, kPatience));
    const std::vector<int> kept = session.snapshot()->status.checkpoints;
    CHECK(kept.size() > 3 && kept.size() < 40 && kept.front() == 0 && kept.back() == 60);
    for (const int epoch : kept) {
        session.goToEpoch(epoch);
        CHECK(settle(session)->status.epoch == epoch);
    }
}

}  // namespace

int main() {
    showsTheAskedSampleAndEpoch();
    clampsStandBesideTheUntouched();
    editsAreForWhatIsShownOnly();
    saysWhatCannotBeShown();
    staysLiveWhileItTrains();
    dropsOldCheckpointsForMemory();
    return tests::failures == 0 ? 0 : 1;
}
