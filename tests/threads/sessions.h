// What the session tests share: sessions on a tiny task, waiting, comparing bits.
#pragma once

#include <cstring>

#include "lessons/session/session.h"
#include "tests/support/tinytask.h"
#include "tests/threads/check.h"

namespace tests {

using namespace std::chrono_literals;
using lessons::RunState;
using lessons::Session;
using lessons::SessionOptions;
using lessons::Snapshot;
using lessons::StopReason;

constexpr auto kPatience = 120s;

inline SessionOptions sessionOptions(int threads = 1, TinyOptions tiny = {}) {
    SessionOptions options;
    options.threads = threads;
    options.reseed = [tiny](std::uint64_t seed) { return std::make_shared<TinyTask>(seed, tiny); };
    return options;
}

/// The line of a fault that the engine itself tells; empty for any other message.
inline std::string engineLine(const Snapshot& snapshot) {
    const auto* fault = std::get_if<lessons::EngineFault>(&snapshot.status.message.what);
    return fault ? fault->line : std::string();
}

inline bool isFinished(const Snapshot& snapshot) {
    return snapshot.status.state == RunState::Finished;
}
inline bool isOver(const Snapshot& snapshot) {
    return isFinished(snapshot) && snapshot.status.settled;
}

/// Waits until all commands posted before are done and the session has nothing more to say.
inline std::shared_ptr<const Snapshot> settle(Session& session, lessons::View view = {}) {
    const std::uint64_t number = session.look(std::move(view));
    CHECK(session.waitFor(
        [=](const Snapshot& snapshot) { return snapshot.shown.viewNumber == number && snapshot.status.settled; },
        kPatience));
    return session.snapshot();
}

inline bool sameBits(const engine::Matrix& a, const engine::Matrix& b) {
    return a.rows() == b.rows() && a.cols() == b.cols() &&
           std::memcmp(a.data(), b.data(), static_cast<std::size_t>(a.size()) * sizeof(engine::Scalar)) == 0;
}

inline bool sameBits(const engine::Weights& a, const engine::Weights& b) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (!sameBits(a[i], b[i])) return false;
    return true;
}

inline bool samePoint(const lessons::CurvePoint& a, const lessons::CurvePoint& b) {
    return a.epoch == b.epoch && a.taskRun == b.taskRun && a.logs == b.logs && a.learningRate == b.learningRate;
}

/// What an undisturbed run gives: the weights of every task run, and its curve.
struct Undisturbed {
    std::vector<engine::Weights> weights;
    std::vector<lessons::CurvePoint> curve;
};

inline Undisturbed undisturbed(int threads, TinyOptions tiny = {}, std::uint64_t seed = 7) {
    SessionOptions options = sessionOptions(threads, tiny);
    options.headless = true;
    Session session(std::make_shared<TinyTask>(seed, tiny), options);
    session.train();
    CHECK(session.waitFor(isFinished, kPatience));
    Undisturbed result;
    for (const lessons::TaskRunSummary& run : session.snapshot()->status.taskRuns)
        result.weights.push_back(*run.weights);
    result.curve = session.takeCurvePoints();
    return result;
}

}  // namespace tests
