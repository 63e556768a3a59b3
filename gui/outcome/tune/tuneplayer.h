// Plays a tune, and tells where it is in quarter notes.
#pragma once

#include "gui/outcome/sound/soundplayer.h"
#include "lessons/tasks/tune.h"

namespace gui {

class TunePlayer : public QObject {
    Q_OBJECT

 public:
    explicit TunePlayer(QObject* parent = nullptr);

    /// Notes first .. last-1. What was played before stops.
    void play(const lessons::WrittenTune& tune, std::size_t first, std::size_t last);
    void stop() { m_player.stop(); }
    [[nodiscard]] bool isPlaying() const { return m_player.isPlaying(); }
    /// Why nothing is heard, in one sentence; empty where it is.
    [[nodiscard]] const QString& silence() const { return m_player.silence(); }

 Q_SIGNALS:
    /// In quarter notes from the beginning of the tune.
    void moved(double at);
    void stopped();

 private:
    SoundPlayer m_player;
    double m_from = 0, m_tempo = 120;
};

}  // namespace gui
