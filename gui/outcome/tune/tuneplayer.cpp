// The notes as sound, seconds as quarter notes.
#include "gui/outcome/tune/tuneplayer.h"

#include "gui/outcome/tune/tone.h"

namespace gui {

TunePlayer::TunePlayer(QObject* parent) : QObject(parent) {
    connect(&m_player, &SoundPlayer::moved, this,
            [this](double seconds) { Q_EMIT moved(m_from + seconds * m_tempo / 60); });
    connect(&m_player, &SoundPlayer::stopped, this, &TunePlayer::stopped);
}

void TunePlayer::play(const lessons::WrittenTune& tune, std::size_t first, std::size_t last) {
    stop();
    if (first >= std::min(last, tune.notes.size())) return;
    m_from = tune.notes[first].start;
    m_tempo = tune.tempo;
    m_player.play(soundOf(tune, first, last), kSoundRate);
}

}  // namespace gui
