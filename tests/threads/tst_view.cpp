// What pictures show: the asked sample, epoch, clamps and edits, with the bits a trace of the same weights has.
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
        const auto picture = settle(session, viewOf(17, epoch));
        CHECK(picture->sampleIndex == 17 && picture->sample.title == "window 17");
        CHECK(picture->shownEpoch == (epoch < 0 ? 6 : epoch));
        const engine::Trace trace =
            engine::traceSample(*task->model(), *picture->weights, task->sample(17), loss.get());
        CHECK(sameBits(trace.cell.values, picture->trace->cell.values));
        CHECK(sameBits(trace.cell.gradients, picture->trace->cell.gradients));
        const auto expected = std::get<lessons::ForecastView>(task->output(*picture->weights, 0, {}));
        CHECK(std::get<lessons::ForecastView>(*picture->output).forecast == expected.forecast);
        CHECK(picture->epoch == 6);  // looking back does not move the live net
    }
    CHECK(sameBits(*settle(session, viewOf(0, 0))->weights, task->initialWeights()));
}

void clampsStandBesideTheUntouched() {
    const auto task = std::make_shared<TinyTask>();
    Session session(task, sessionOptions());
    session.stepEpoch();
    lessons::View view = viewOf(4);
    const auto plain = settle(session, view);
    CHECK(!plain->unprobed && !plain->probedOutput);
    const int forget = plain->trace->cell.program->find("f");
    view.probe.clamps.push_back({forget, 2, 3, 5, 0, false});
    const auto probed = settle(session, view);
    CHECK(probed->unprobed && sameBits(probed->unprobed->cell.values, plain->trace->cell.values));
    const engine::Matrix& f = probed->trace->cell.values[static_cast<std::size_t>(forget)];
    for (engine::Index t = 0; t < TinyTask::kSteps; ++t) CHECK((f(t, 2) == 0) == (t >= 3 && t <= 5));
    CHECK(probed->probedOutput && probed->output);
    CHECK(std::get<lessons::ForecastView>(*probed->probedOutput).forecast !=
          std::get<lessons::ForecastView>(*probed->output).forecast);
    CHECK(std::get<lessons::ForecastView>(*probed->output).forecast ==
          std::get<lessons::ForecastView>(*plain->output).forecast);
    CHECK(sameBits(*probed->weights, *plain->weights));
    CHECK(!settle(session, viewOf(4))->probedOutput);
}

void editsAreForThePictureOnly() {
    using Target = lessons::Edit::Target;
    const auto task = std::make_shared<TinyTask>();
    Session session(task, sessionOptions());
    lessons::View view = viewOf(4);
    const auto plain = settle(session, view);

    view.edits = {{Target::Input, "", 3, 0, 2.5}};
    auto edited = settle(session, view);
    CHECK(edited->message.empty() && edited->trace->cell.input(3, 0) == 2.5f &&
          edited->unprobed->cell.input(3, 0) != 2.5f);
    CHECK(sameBits(hidden(*edited->trace).topRows(3), hidden(*plain->trace).topRows(3)));
    CHECK(!sameBits(hidden(*edited->trace), hidden(*plain->trace)) && !edited->probedOutput);

    view.edits = {{Target::Parameter, "lstm/lstm_cell/bias", 0, 1, 4.0}};
    edited = settle(session, view);
    CHECK(edited->message.empty() && edited->probedOutput && !sameBits(hidden(*edited->trace), hidden(*plain->trace)));
    CHECK(sameBits(*edited->weights, *plain->weights));

    view.edits = {{Target::State, "c", 0, 2, 1.0}};
    edited = settle(session, view);
    CHECK(edited->message.empty() && edited->trace->cell.initialStates[1](0, 2) == 1.0f);
    CHECK(edited->trace->cell.initialStates[0].isZero() && !sameBits(hidden(*edited->trace), hidden(*plain->trace)));

    for (const lessons::Edit& wrong :
         {lessons::Edit{Target::Input, "", 99, 0, 1}, lessons::Edit{Target::Parameter, "no/such", 0, 0, 1},
          lessons::Edit{Target::Parameter, "dense/kernel", 4, 0, 1}, lessons::Edit{Target::State, "z", 0, 0, 1},
          lessons::Edit{Target::State, "h", 0, 4, 1}}) {
        view.edits = {wrong};
        const auto picture = settle(session, view);
        CHECK(!picture->message.empty() && picture->message.find('\n') == std::string::npos && !picture->trace &&
              picture->unprobed);
    }
    CHECK(settle(session, viewOf(4))->message.empty());
}

void saysWhatCannotBeShown() {
    Session session(std::make_shared<TinyTask>(), sessionOptions());
    CHECK(settle(session, viewOf(90))->message.find("expected a number below 90, got 90") != std::string::npos);
    lessons::View view;
    view.layer = "gru";
    CHECK(!settle(session, view)->message.empty() && !session.picture()->trace);
    view.layer = "lstm";
    view.direction = 1;
    CHECK(!settle(session, view)->message.empty());
    view.direction = 0;
    CHECK(settle(session, view)->message.empty() && session.picture()->trace);
}

void staysLiveWhileItTrains() {
    Session session(std::make_shared<TinyTask>(7, TinyOptions{.epochs = 1000000}), sessionOptions());
    session.train();
    const auto fresh = [&](std::uint64_t after) {
        return session.waitFor(
            [=](const Picture& p) { return p.number > after && p.state == RunState::Training && p.trace && p.output; },
            kPatience);
    };
    CHECK(fresh(0));
    const auto first = session.picture();
    CHECK(fresh(first->number + 3));
    const auto second = session.picture();
    CHECK(!sameBits(*first->weights, *second->weights) && second->shownEpoch >= first->shownEpoch);
    const std::uint64_t number = session.look(viewOf(11));
    CHECK(session.waitFor([=](const Picture& p) { return p.viewNumber == number; }, kPatience));
    CHECK(session.picture()->sampleIndex == 11 && session.picture()->state == RunState::Training);
    CHECK(session.waitFor([](const Picture& p) { return p.epochsPerSecond > 0; }, kPatience));
}

void dropsOldCheckpointsForMemory() {
    SessionOptions options = sessionOptions();
    options.checkpointBytes = 20000;  // each is about 1.5 kB
    Session session(std::make_shared<TinyTask>(7, TinyOptions{.epochs = 60}), options);
    session.train();
    CHECK(session.waitFor(isOver, kPatience));
    const std::vector<int> kept = session.picture()->checkpoints;
    CHECK(kept.size() > 3 && kept.size() < 40 && kept.front() == 0 && kept.back() == 60);
    for (const int epoch : kept) {
        session.goToEpoch(epoch);
        CHECK(settle(session)->epoch == epoch);
    }
}

}  // namespace

int main() {
    showsTheAskedSampleAndEpoch();
    clampsStandBesideTheUntouched();
    editsAreForThePictureOnly();
    saysWhatCannotBeShown();
    staysLiveWhileItTrains();
    dropsOldCheckpointsForMemory();
    return tests::failures == 0 ? 0 : 1;
}
