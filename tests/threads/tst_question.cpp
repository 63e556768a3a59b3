// What is asked of the engine is answered on its thread: by number, in order, without disturbing what trains.
#include <algorithm>
#include <cmath>

#include "lessons/session/placecheck.h"
#include "tests/threads/sessions.h"

using namespace tests;

namespace {

/// Waits for the answer of this number; those before it are kept in `answers` too.
lessons::Answer answerOf(Session& session, std::uint64_t number) {
    CHECK(session.waitFor([=](const Snapshot& snapshot) { return snapshot.status.answered >= number; }, kPatience));
    for (lessons::Answer& answer : session.takeAnswers())
        if (answer.number == number) return answer;
    CHECK(false);  // every number has its answer
    return {};
}

/// The gradient of the forget gate at one step and unit, of what is shown.
lessons::GradientQuestion forgetGate(const Session& session, engine::Index step, engine::Index unit) {
    lessons::GradientQuestion question{session.snapshot(), {}, {}};
    question.target.operation = question.about->shown.trace->cell.program->find("f");
    question.target.step = step;
    question.target.unit = unit;
    return question;
}

void aGradientIsTheTraces() {
    Session session(std::make_shared<TinyTask>(), sessionOptions());
    session.stepEpoch();
    const auto snapshot = settle(session);
    const lessons::GradientQuestion question = forgetGate(session, 3, 1);
    const lessons::Answer answer = answerOf(session, session.ask(question));
    CHECK(answer.fault.empty() && answer.gradient);
    const auto forget = static_cast<std::size_t>(question.target.operation);
    const double traced = static_cast<double>(snapshot->shown.trace->cell.gradients[forget](3, 1));
    CHECK(answer.gradient->relativeError() < 1e-5);
    CHECK(std::abs(answer.gradient->analytic - traced) < 1e-5 * std::max(1e-2, std::abs(traced)));
    CHECK(session.takeAnswers().empty());
}

/// Which input mattered, in float, against the answer with every number of a step a hundredth larger and smaller.
void anInfluenceIsTheSlopeOfTheAnswer() {
    Session session(std::make_shared<TinyTask>(), sessionOptions());
    session.stepEpoch();
    const auto snapshot = settle(session);
    const lessons::Answer answer = answerOf(session, session.ask(lessons::InfluenceQuestion{snapshot, {}, 0}));
    CHECK(answer.fault.empty() && answer.influence);
    const engine::Sample sample = snapshot->task->sample(0);
    const auto model = snapshot->task->model(0);
    CHECK(answer.influence->gradientTimesInput.size() == std::size_t(sample.inputs[0].steps));
    const auto scaled = [&](engine::Index t, double scale) {
        std::vector<engine::Tensor> inputs = sample.inputs;
        inputs[0].values.row(t) *= engine::Scalar(scale);
        engine::Pass pass;
        return double(model->forward(inputs, *snapshot->shown.weights, pass)
                          .front()
                          .values(answer.influence->row, answer.influence->column));
    };
    for (engine::Index t = 0; t < sample.inputs[0].steps; ++t) {
        const double numeric = (scaled(t, 1.01) - scaled(t, 0.99)) / 0.02;
        CHECK(std::abs(answer.influence->gradientTimesInput[std::size_t(t)] - numeric) < 1e-4);
    }
}

/// What a question means is what was seen when it was asked, not what the net is by the time of the answer.
void trainingMayGoOn() {
    TinyOptions tiny;
    tiny.epochs = 100'000;
    Session session(std::make_shared<TinyTask>(7, tiny), sessionOptions(1, tiny));
    settle(session);
    const lessons::GradientQuestion question = forgetGate(session, 2, 0);
    const lessons::Answer before = answerOf(session, session.ask(question));
    session.train();
    CHECK(session.waitFor([](const Snapshot& snapshot) { return snapshot.status.epoch >= 2; }, kPatience));
    std::uint64_t last = 0;
    for (int k = 0; k < 5; ++k) last = session.ask(question);
    const lessons::Answer after = answerOf(session, last);
    CHECK(after.gradient && after.gradient->numeric == before.gradient->numeric);
    CHECK(session.snapshot()->status.state == RunState::Training);
}

void answersComeInOrderAndNoneIsLost() {
    Session session(std::make_shared<TinyTask>(), sessionOptions());
    settle(session);
    for (int k = 1; k <= 20; ++k) CHECK(session.ask(forgetGate(session, k % 8, k % 4)) == std::uint64_t(k));
    CHECK(session.waitFor([](const Snapshot& snapshot) { return snapshot.status.answered == 20; }, kPatience));
    const std::vector<lessons::Answer> answers = session.takeAnswers();
    CHECK(answers.size() == 20);
    for (std::size_t i = 0; i < answers.size(); ++i) CHECK(answers[i].number == i + 1 && answers[i].gradient);
}

/// A question that cannot be answered says why, and is nobody's error: training goes on, the message stays clear.
void aFaultIsAnAnswer() {
    TinyOptions tiny;
    tiny.epochs = 100'000;
    Session session(std::make_shared<TinyTask>(7, tiny), sessionOptions(1, tiny));
    settle(session);
    lessons::GradientQuestion question = forgetGate(session, 2, 0);
    question.target.unit = 99;
    session.train();
    const lessons::Answer answer = answerOf(session, session.ask(question));
    CHECK(!answer.fault.empty() && answer.fault.find('\n') == std::string::npos && !answer.gradient);
    const auto snapshot = session.snapshot();
    CHECK(snapshot->status.state == RunState::Training && snapshot->status.message.empty());
}

/// A place of another sample: what has to be computed for it is computed there.
void aPlaceIsLookedUp() {
    Session session(std::make_shared<TinyTask>(), sessionOptions());
    const auto snapshot = settle(session);
    const auto faultOf = [&](const std::string& text) {
        const lessons::Place place = lessons::Place::parse(text);
        CHECK(lessons::checksAtOnce(place, *snapshot) == (place.sample == 0));
        return answerOf(session, session.ask(lessons::PlaceQuestion{snapshot, place})).fault;
    };
    CHECK(faultOf("sample=3,t=8,op=f,unit=4").empty());
    CHECK(faultOf("sample=3,t=9") == "t: expected a whole number from 1 to 8, got 9");
    CHECK(faultOf("t=9") == "t: expected a whole number from 1 to 8, got 9");
    CHECK(faultOf("sample=3,op=nonsense").starts_with("op: expected "));
    CHECK(faultOf("sample=100000").starts_with("sample: expected "));
    CHECK(session.snapshot()->status.message.empty());
}

/// The bits of a run do not depend on what was asked meanwhile.
void askingChangesNothing() {
    const Undisturbed expected = undisturbed(1);
    Session session(std::make_shared<TinyTask>(), sessionOptions());
    settle(session);
    session.train();
    for (int k = 0; k < 8; ++k) session.ask(forgetGate(session, k, 0));
    CHECK(session.waitFor(isOver, kPatience));
    CHECK(sameBits(*session.snapshot()->status.taskRuns[0].weights, expected.weights[0]));
}

}  // namespace

int main() {
    aGradientIsTheTraces();
    anInfluenceIsTheSlopeOfTheAnswer();
    trainingMayGoOn();
    answersComeInOrderAndNoneIsLost();
    aFaultIsAnAnswer();
    aPlaceIsLookedUp();
    askingChangesNothing();
    return tests::failures == 0 ? 0 : 1;
}
