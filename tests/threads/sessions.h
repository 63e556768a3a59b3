// What the session tests share: sessions on a tiny task, waiting, comparing bits.
#pragma once

#include <cstring>

#include "lessons/session/session.h"
#include "tests/support/tinytask.h"
#include "tests/threads/check.h"

namespace tests {

using namespace std::chrono_literals;
using lessons::Picture;
using lessons::RunState;
using lessons::Session;
using lessons::SessionOptions;
using lessons::StopReason;

constexpr auto kPatience = 120s;

inline SessionOptions sessionOptions(int threads = 1, TinyOptions tiny = {}) {
    SessionOptions options;
    options.threads = threads;
    options.reseed = [tiny](std::uint64_t seed) { return std::make_shared<TinyTask>(seed, tiny); };
    return options;
}

inline bool isFinished(const Picture& picture) {
    return picture.state == RunState::Finished;
}
inline bool isOver(const Picture& picture) {
    return isFinished(picture) && picture.settled;
}

/// Waits until all commands posted before are done and the session has nothing more to say.
inline std::shared_ptr<const Picture> settle(Session& session, lessons::View view = {}) {
    const std::uint64_t number = session.look(std::move(view));
    CHECK(session.waitFor([=](const Picture& picture) { return picture.viewNumber == number && picture.settled; },
                          kPatience));
    return session.picture();
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
    for (const lessons::TaskRunSummary& run : session.picture()->taskRuns) result.weights.push_back(*run.weights);
    result.curve = session.takeCurvePoints();
    return result;
}

}  // namespace tests
