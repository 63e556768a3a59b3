// Sound through Qt Multimedia, the playhead by the clock.
#include "gui/outcome/sound/soundplayer.h"

#include <QAudioDevice>
#include <QAudioFormat>
#include <QAudioSink>
#include <QMediaDevices>
#include <algorithm>
#include <cmath>

#include "lessons/tasks/speech/recordings.h"

namespace gui {
namespace {

std::vector<std::int16_t> atRate(const std::vector<std::int16_t>& samples, int rate, int wanted) {
    constexpr float kFull = 32767;
    std::vector<float> plain;
    plain.reserve(samples.size());
    for (const std::int16_t sample : samples) plain.push_back(float(sample) / kFull);
    std::vector<std::int16_t> result;
    for (const float sample : lessons::resampled(plain, rate, wanted))
        result.push_back(std::int16_t(std::lround(kFull * std::clamp(sample, -1.0f, 1.0f))));
    return result;
}

}  // namespace

SoundPlayer::SoundPlayer(QObject* parent) : QObject(parent) {
    m_timer.setInterval(30);
    connect(&m_timer, &QTimer::timeout, this, &SoundPlayer::tick);
}

SoundPlayer::~SoundPlayer() {
    m_timer.stop();
    if (m_sink) m_sink->stop();
}

void SoundPlayer::play(const std::vector<std::int16_t>& samples, int rate) {
    stop();
    if (samples.empty() || rate <= 0) return;
    m_seconds = double(samples.size()) / rate;
    start(samples, rate);
    m_clock.start();
    m_timer.start();
    Q_EMIT moved(0);
}

void SoundPlayer::start(const std::vector<std::int16_t>& samples, int rate) {
    const QAudioDevice device = QMediaDevices::defaultAudioOutput();
    QAudioFormat format;
    format.setSampleRate(rate);
    format.setChannelCount(1);
    format.setSampleFormat(QAudioFormat::Int16);
    m_silence.clear();
    if (device.isNull()) {
        m_silence = tr("This computer has no sound output: the sound is seen and not heard.");
        return;
    }
    if (!device.isFormatSupported(format)) format.setSampleRate(device.preferredFormat().sampleRate());
    if (!device.isFormatSupported(format) || format.sampleRate() <= 0) {
        m_silence = tr("The sound output does not take one channel of 16 bits: the sound is seen and not heard.");
        return;
    }
    const std::vector<std::int16_t> sound =
        format.sampleRate() == rate ? samples : atRate(samples, rate, format.sampleRate());
    m_buffer.setData(reinterpret_cast<const char*>(sound.data()), int(sound.size() * sizeof(std::int16_t)));
    m_buffer.open(QIODevice::ReadOnly);
    m_sink = std::make_unique<QAudioSink>(device, format);
    m_sink->start(&m_buffer);
}

void SoundPlayer::stop() {
    const bool wasPlaying = isPlaying();
    m_timer.stop();
    if (m_sink) m_sink->stop();
    m_sink.reset();
    m_buffer.close();
    if (wasPlaying) Q_EMIT stopped();
}

void SoundPlayer::tick() {
    if (m_sink && m_sink->error() != QAudio::NoError && m_sink->error() != QAudio::UnderrunError)
        m_silence = tr("The sound output failed: the sound is seen and not heard.");
    const double at = double(m_clock.elapsed()) / 1000;
    if (at >= m_seconds) return stop();
    Q_EMIT moved(at);
}

}  // namespace gui
