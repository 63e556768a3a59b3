// Plays samples, and tells where it is; where there is no sound device it goes on in silence, at the same pace.
#pragma once

#include <QBuffer>
#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <cstdint>
#include <memory>
#include <vector>

class QAudioSink;

namespace gui {

class SoundPlayer : public QObject {
    Q_OBJECT

 public:
    explicit SoundPlayer(QObject* parent = nullptr);
    ~SoundPlayer() override;

    /// One channel. What was played before stops. A device that does not take the rate gets its own.
    void play(const std::vector<std::int16_t>& samples, int rate);
    void stop();
    [[nodiscard]] bool isPlaying() const { return m_timer.isActive(); }
    /// Why nothing is heard, in one sentence; empty where it is.
    [[nodiscard]] const QString& silence() const { return m_silence; }

 Q_SIGNALS:
    /// In seconds from the beginning.
    void moved(double at);
    void stopped();

 private:
    void start(const std::vector<std::int16_t>& samples, int rate);
    void tick();

    std::unique_ptr<QAudioSink> m_sink;
    QBuffer m_buffer;
    QTimer m_timer;
    QElapsedTimer m_clock;
    double m_seconds = 0;
    QString m_silence;
};

}  // namespace gui
