// The lock around the newest picture and the curve points.
#include "lessons/session/mailbox.h"

#include <utility>

namespace lessons {

void Mailbox::publish(std::shared_ptr<const Picture> picture) {
    {
        const std::lock_guard lock(m_mutex);
        m_picture.swap(picture);
    }
    m_changed.notify_all();
    // The old picture dies here, outside the lock: freeing a large trace must not make the screen wait.
}

void Mailbox::addPoint(CurvePoint point) {
    const std::lock_guard lock(m_mutex);
    m_points.push_back(std::move(point));
}

std::shared_ptr<const Picture> Mailbox::picture() const {
    const std::lock_guard lock(m_mutex);
    return m_picture;
}

std::vector<CurvePoint> Mailbox::takePoints() {
    const std::lock_guard lock(m_mutex);
    return std::exchange(m_points, {});
}

bool Mailbox::waitFor(const std::function<bool(const Picture&)>& condition, std::chrono::milliseconds timeout) const {
    const auto end = std::chrono::steady_clock::now() + timeout;
    std::shared_ptr<const Picture> seen = picture();
    while (!condition(*seen)) {
        std::unique_lock lock(m_mutex);
        if (!m_changed.wait_until(lock, end, [&] { return m_picture != seen; })) return false;
        seen = m_picture;
    }
    return true;
}

}  // namespace lessons
