// Sound through Qt Multimedia, the playhead by the clock.
#include "gui/outcome/tune/tuneplayer.h"

#include <QAudioDevice>
#include <QAudioFormat>
#include <QAudioSink>
#include <QMediaDevices>

#include "gui/outcome/tune/tone.h"

namespace gui {

TunePlayer::TunePlayer(QObject* parent) : QObject(parent) {
    m_timer.setInterval(30);
    connect(&m_timer, &QTimer::timeout, this, &TunePlayer::tick);
}

TunePlayer::~TunePlayer() {
    m_timer.stop();
    if (m_sink) m_sink->stop();
}

void TunePlayer::play(const lessons::WrittenTune& tune, std::size_t first, std::size_t last) {
    stop();
    last = std::min(last, tune.notes.size());
    if (first >= last) return;
    m_from = tune.notes[first].start;
    m_until = tune.notes[last - 1].start + tune.notes[last - 1].length;
    m_tempo = tune.tempo;
    const std::vector<std::int16_t> sound = soundOf(tune, first, last);
    start(QByteArray(reinterpret_cast<const char*>(sound.data()), qsizetype(sound.size() * sizeof(std::int16_t))));
    m_clock.start();
    m_timer.start();
    Q_EMIT moved(m_from);
}

void TunePlayer::start(const QByteArray& sound) {
    const QAudioDevice device = QMediaDevices::defaultAudioOutput();
    QAudioFormat format;
    format.setSampleRate(kSoundRate);
    format.setChannelCount(1);
    format.setSampleFormat(QAudioFormat::Int16);
    m_silence.clear();
    if (device.isNull())
        m_silence = tr("This computer has no sound output: the tune is seen and not heard.");
    else if (!device.isFormatSupported(format))
        m_silence = tr("The sound output does not take 44100 samples a second: the tune is seen and not heard.");
    if (!m_silence.isEmpty()) return;
    m_buffer.setData(sound);
    m_buffer.open(QIODevice::ReadOnly);
    m_sink = std::make_unique<QAudioSink>(device, format);
    m_sink->start(&m_buffer);
}

void TunePlayer::stop() {
    const bool wasPlaying = isPlaying();
    m_timer.stop();
    if (m_sink) m_sink->stop();
    m_sink.reset();
    m_buffer.close();
    if (wasPlaying) Q_EMIT stopped();
}

void TunePlayer::tick() {
    if (m_sink && m_sink->error() != QAudio::NoError && m_sink->error() != QAudio::UnderrunError)
        m_silence = tr("The sound output failed: the tune is seen and not heard.");
    const double at = m_from + double(m_clock.elapsed()) / 1000 * m_tempo / 60;
    if (at >= m_until) return stop();
    Q_EMIT moved(at);
}

}  // namespace gui
