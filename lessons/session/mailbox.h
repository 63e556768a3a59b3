// From the engine thread to the screen: the newest snapshot wins; curve points and answers are all kept until they are
// taken.
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "lessons/session/question.h"

namespace lessons {

class Mailbox {
 public:
    void publish(std::shared_ptr<const Snapshot> snapshot);
    void addPoint(CurvePoint point);
    void addAnswer(Answer answer);

    [[nodiscard]] std::shared_ptr<const Snapshot> snapshot() const;
    [[nodiscard]] std::vector<CurvePoint> takePoints();
    [[nodiscard]] std::vector<Answer> takeAnswers();
    /// True as soon as the newest snapshot satisfies the condition, false when time is up. The condition is evaluated
    /// without the lock held, so that it may ask the session itself.
    bool waitFor(const std::function<bool(const Snapshot&)>& condition, std::chrono::milliseconds timeout) const;

 private:
    mutable std::mutex m_mutex;
    mutable std::condition_variable m_changed;
    std::shared_ptr<const Snapshot> m_snapshot;
    std::vector<CurvePoint> m_points;
    std::vector<Answer> m_answers;
};

}  // namespace lessons
