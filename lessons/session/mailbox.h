// From the engine thread to the screen: the newest picture wins, curve points are all kept until they are taken.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "lessons/session/picture.h"

namespace lessons {

class Mailbox {
 public:
    void publish(std::shared_ptr<const Picture> picture);
    void addPoint(CurvePoint point);

    [[nodiscard]] std::shared_ptr<const Picture> picture() const;
    [[nodiscard]] std::vector<CurvePoint> takePoints();
    /// True as soon as the newest picture satisfies the condition, false when time is up. The condition is evaluated
    /// without the lock held, so that it may ask the session itself.
    bool waitFor(const std::function<bool(const Picture&)>& condition, std::chrono::milliseconds timeout) const;

 private:
    mutable std::mutex m_mutex;
    mutable std::condition_variable m_changed;
    std::shared_ptr<const Picture> m_picture;
    std::vector<CurvePoint> m_points;
};

}  // namespace lessons
