// Walks on by itself: slowly the first time through a step's operations, then faster.
#pragma once

#include <QObject>
#include <QTimer>
#include <functional>

namespace gui {

class Player : public QObject {
    Q_OBJECT

 public:
    /// What is played.
    struct Walk {
        std::function<bool()> isOver;
        std::function<void()> advance;
        std::function<int()> stations;  ///< operations in one time step
        std::function<double()> speed;  ///< 1: the pace the eye can follow
        std::function<bool()> isEven;   ///< nothing moves: every operation takes the same time
    };

    explicit Player(Walk walk, QObject* parent = nullptr);
    void start();
    void stop();
    [[nodiscard]] bool isPlaying() const { return m_timer.isActive(); }
    /// Milliseconds from one operation to the next.
    [[nodiscard]] int pace() const { return m_pace; }

 Q_SIGNALS:
    void playingChanged(bool playing);

 private:
    void next();

    Walk m_walk;
    QTimer m_timer;
    int m_played = 0;  ///< operations since the start
    int m_pace = 900;
};

}  // namespace gui
