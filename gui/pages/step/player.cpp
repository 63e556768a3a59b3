// The pace of playing.
#include "gui/pages/step/player.h"

#include <utility>

namespace gui {

Player::Player(Walk walk, QObject* parent) : QObject(parent), m_walk(std::move(walk)) {
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &Player::next);
}

void Player::start() {
    m_played = 0;
    Q_EMIT playingChanged(true);
    next();
}

void Player::stop() {
    if (!m_timer.isActive()) return;
    m_timer.stop();
    Q_EMIT playingChanged(false);
}

void Player::next() {
    if (m_walk.isOver()) {
        m_timer.stop();
        Q_EMIT playingChanged(false);
        return;
    }
    // The first step is walked slowly, the next ones faster: the eye knows the way by then.
    const int stations = m_walk.stations();
    const int pace = m_walk.isEven() ? 700 : m_played < stations ? 900 : m_played < 3 * stations ? 400 : 160;
    m_pace = static_cast<int>(pace / m_walk.speed());
    // What is walked to may end sooner than the pace says: the clock runs first.
    m_timer.start(m_pace);
    if (m_played++ > 0) m_walk.advance();
}

}  // namespace gui
