// Keeps a side job from slowing training: not before an interval, and only for a share of the time.
#pragma once

#include <algorithm>
#include <chrono>

namespace lessons {

/// After a job that took c, the next one is due when c is at most `share` of the time since its start.
class Throttle {
 public:
    using Clock = std::chrono::steady_clock;

    Throttle(Clock::duration interval, double share) : m_interval(interval), m_share(share) {}

    [[nodiscard]] bool due(Clock::time_point now) const { return now >= m_next; }
    void ran(Clock::time_point start, Clock::time_point end) {
        const auto spacing = std::chrono::duration_cast<Clock::duration>((end - start) / m_share);
        m_next = start + std::max(m_interval, spacing);
    }
    /// The next job is due at once: somebody asked for it.
    void hurry() { m_next = {}; }

 private:
    Clock::duration m_interval;
    double m_share;
    Clock::time_point m_next{};
};

}  // namespace lessons
