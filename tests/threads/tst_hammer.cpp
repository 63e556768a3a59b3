// Random commands from one thread while snapshots are taken, and sessions that end at any moment. Made for the thread
// sanitizer.
#include <algorithm>
#include <atomic>
#include <cmath>
#include <thread>

#include "tests/threads/sessions.h"

using namespace tests;

namespace {

void command(Session& session, engine::Random& random) {
    lessons::View view;
    switch (random.below(16)) {
        case 0:
        case 1:
        case 2:
            session.train();
            break;
        case 3:
            session.pause();
            break;
        case 4:
            session.stepBatch();
            break;
        case 5:
            session.stepEpoch();
            break;
        case 6:
            session.setLearningRate(random.uniform(0.0001, 0.02));
            break;
        case 7:
            session.goToEpoch(static_cast<int>(random.below(5)));
            break;
        case 8:
            session.setEpochs(static_cast<int>(random.below(9)));
            break;
        case 9:
            random.below(4) == 0 ? session.newSeed(static_cast<std::uint64_t>(random.below(5))) : session.stop();
            break;
        case 10:
            session.reset();
            break;
        case 11:
            session.park();
            break;
        case 12:
            static_cast<void>(session.ask(lessons::GradientQuestion{session.snapshot(), {}, {}}));
            break;
        default:
            view.sample = static_cast<std::size_t>(random.below(92));  // two of them do not exist
            view.epoch = static_cast<int>(random.below(5)) - 1;
            if (random.below(2) == 0)
                view.probe.clamps.push_back({static_cast<int>(random.below(13)), -1, 0, -1, 0.5f, false});
            session.look(view);
    }
}

/// What must hold for every snapshot.
void check(const Snapshot& snapshot, const Snapshot& before) {
    CHECK(snapshot.status.number >= before.status.number && snapshot.shown.viewNumber >= before.shown.viewNumber &&
          snapshot.status.run >= before.status.run);
    CHECK(snapshot.task != nullptr && snapshot.task->seed() == snapshot.status.seed);
    CHECK(snapshot.status.epoch >= 0 && snapshot.status.batch >= 0 &&
          (snapshot.status.batches == 0 || snapshot.status.batch < snapshot.status.batches));
    CHECK(snapshot.status.state != RunState::Finished || snapshot.status.stopReason != StopReason::None);
    CHECK(!snapshot.shown.trace ||
          (snapshot.shown.weights &&
           snapshot.shown.trace->cell.values.size() == snapshot.shown.trace->cell.program->operations.size()));
    CHECK(std::is_sorted(snapshot.status.checkpoints.begin(), snapshot.status.checkpoints.end()));
    CHECK(tests::engineLine(snapshot).find('\n') == std::string::npos);
    if (snapshot.shown.trace) CHECK(std::isfinite(static_cast<double>(snapshot.shown.trace->cell.values.back().sum())));
}

void hammer(std::uint64_t seed, int threads, std::size_t runs) {
    engine::Random random = engine::Random(seed).stream("hammer");
    const TinyOptions tiny{.runs = runs, .epochs = 5};
    Session session(std::make_shared<TinyTask>(seed, tiny), sessionOptions(threads, tiny));
    auto before = session.snapshot();
    for (int i = 0; i < 150; ++i) {
        command(session, random);
        if (random.below(3) == 0) std::this_thread::sleep_for(std::chrono::microseconds(random.below(3000)));
        const auto snapshot = session.snapshot();
        check(*snapshot, *before);
        before = snapshot;
        int run = 0, epoch = 0;
        for (const lessons::CurvePoint& point : session.takeCurvePoints()) {
            CHECK(point.run > run || (point.run == run && (runs > 1 || point.epoch > epoch)));
            run = point.run;
            epoch = point.epoch;
        }
    }
    // Whatever happened: from the start on, the run is the one it always is.
    session.newSeed(3);
    session.setEpochs(2);
    session.train();
    // A run of this seed may have ended before: what answers this look comes after the commands above.
    const std::uint64_t number = session.look({});
    CHECK(session.waitFor(
        [=](const Snapshot& p) { return p.shown.viewNumber >= number && p.status.seed == 3 && isFinished(p); },
        kPatience));
    const Undisturbed expected = undisturbed(1, TinyOptions{.runs = runs, .epochs = 2}, 3);
    for (std::size_t run = 0; run < runs; ++run)
        CHECK(sameBits(*session.snapshot()->status.taskRuns[run].weights, expected.weights[run]));
}

void endsAtAnyMoment(std::uint64_t seed) {
    engine::Random random = engine::Random(seed).stream("end");
    for (int i = 0; i < 40; ++i) {
        auto session = std::make_unique<Session>(std::make_shared<TinyTask>(seed), sessionOptions(1 + i % 2));
        for (engine::Index commands = random.below(4); commands > 0; --commands) command(*session, random);
        std::shared_ptr<const Snapshot> kept;
        if (i % 3 != 0) {
            std::this_thread::sleep_for(std::chrono::microseconds(random.below(4000)));
            kept = session->snapshot();
        }
        session.reset();
        if (kept) check(*kept, *kept);  // a snapshot outlives its session
    }
}

/// One thread commands, another takes snapshots and curve points, as screen and loader may.
void twoCallers() {
    Session session(std::make_shared<TinyTask>(7, TinyOptions{.epochs = 1000000}), sessionOptions());
    std::atomic<bool> done = false;
    std::thread taker([&] {
        std::size_t points = 0;
        while (!done) {
            points += session.takeCurvePoints().size();
            CHECK(session.snapshot() != nullptr);
            session.waitFor([](const Snapshot& p) { return p.status.state == RunState::Finished; }, 1ms);
        }
        CHECK(points > 0);
    });
    session.train();
    CHECK(session.waitFor([](const Snapshot& p) { return p.status.epoch > 3; }, kPatience));
    engine::Random random(1);
    for (int i = 0; i < 50; ++i) {
        lessons::View view;
        view.sample = static_cast<std::size_t>(random.below(90));
        session.look(view);
        std::this_thread::sleep_for(1ms);
    }
    done = true;
    taker.join();
}

}  // namespace

int main() {
    for (std::uint64_t seed = 1; seed <= 4; ++seed) hammer(seed, 1 + static_cast<int>(seed % 2), 1);
    hammer(5, 2, 2);
    endsAtAnyMoment(6);
    twoCallers();
    return tests::failures == 0 ? 0 : 1;
}
