// Plays a tune, and tells where it is; where there is no sound device it goes on in silence.
#pragma once

#include <QBuffer>
#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <memory>

#include "lessons/tasks/tune.h"

class QAudioSink;

namespace gui {

class TunePlayer : public QObject {
    Q_OBJECT

 public:
    explicit TunePlayer(QObject* parent = nullptr);
    ~TunePlayer() override;

    /// Notes first .. last-1. What was played before stops.
    void play(const lessons::WrittenTune& tune, std::size_t first, std::size_t last);
    void stop();
    [[nodiscard]] bool isPlaying() const { return m_timer.isActive(); }
    /// Why nothing is heard, in one sentence; empty where it is.
    [[nodiscard]] const QString& silence() const { return m_silence; }

 Q_SIGNALS:
    /// In quarter notes from the beginning of the tune.
    void moved(double at);
    void stopped();

 private:
    void start(const QByteArray& sound);
    void tick();

    std::unique_ptr<QAudioSink> m_sink;
    QBuffer m_buffer;
    QTimer m_timer;
    QElapsedTimer m_clock;
    double m_from = 0, m_until = 0, m_tempo = 120;
    QString m_silence;
};

}  // namespace gui
