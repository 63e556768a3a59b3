// The lock around the newest snapshot, the curve points and the answers.
#include "lessons/session/mailbox.h"

#include <utility>

namespace lessons {

void Mailbox::publish(std::shared_ptr<const Snapshot> snapshot) {
    {
        const std::lock_guard lock(m_mutex);
        m_snapshot.swap(snapshot);
    }
    m_changed.notify_all();
    // The old snapshot dies here, outside the lock: freeing a large trace must not make the screen wait.
}

void Mailbox::addPoint(CurvePoint point) {
    const std::lock_guard lock(m_mutex);
    m_points.push_back(std::move(point));
}

void Mailbox::addAnswer(Answer answer) {
    const std::lock_guard lock(m_mutex);
    m_answers.push_back(std::move(answer));
}

std::shared_ptr<const Snapshot> Mailbox::snapshot() const {
    const std::lock_guard lock(m_mutex);
    return m_snapshot;
}

std::vector<CurvePoint> Mailbox::takePoints() {
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_points, {});
}

std::vector<Answer> Mailbox::takeAnswers() {
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_answers, {});
}

bool Mailbox::waitFor(const std::function<bool(const Snapshot&)>& condition, std::chrono::milliseconds timeout) const {
    const auto end = std::chrono::steady_clock::now() + timeout;
    std::shared_ptr<const Snapshot> seen = snapshot();
    while (!condition(*seen)) {
        std::unique_lock lock(m_mutex);
        if (!m_changed.wait_until(lock, end, [&] { return m_snapshot != seen; })) return false;
        seen = m_snapshot;
    }
    return true;
}

}  // namespace lessons
