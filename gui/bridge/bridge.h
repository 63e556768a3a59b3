// The one object between the screen and the engine thread: polls the mailbox, posts commands.
#pragma once

#include <QObject>
#include <QPointer>
#include <QTimer>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "gui/bridge/runhistory.h"
#include "lessons/format/lesson.h"
#include "lessons/session/session.h"

namespace gui {

/// What is open: enough to open it again.
struct Selection {
    std::string lesson = "forecasting";
    std::string version;                 ///< empty: the lesson's first
    std::vector<std::string> overrides;  ///< "data.series=sunspots"
    std::uint64_t seed = 7;
    int threads = 0;
    bool operator==(const Selection&) const = default;
};

class Bridge : public QObject {
    Q_OBJECT

 public:
    explicit Bridge(QObject* parent = nullptr);
    ~Bridge() override;

    /// Builds data, model and session on a thread of its own, then emits opened(), or failed().
    void open(Selection selection);
    /// The same at once, for pictures and tests. Throws engine::Error.
    void openNow(Selection selection);
    [[nodiscard]] const Selection& selection() const { return m_selection; }
    [[nodiscard]] const lessons::Lesson& lesson() const { return m_lesson; }
    [[nodiscard]] const std::shared_ptr<const lessons::Snapshot>& snapshot() const { return m_snapshot; }
    [[nodiscard]] const RunHistory& history() const { return m_history; }
    [[nodiscard]] bool isOpen() const { return m_session != nullptr; }

    // Commands; nothing happens while no lesson is open.
    void train();
    void pause();
    void toggleTraining();
    void stepBatch();
    void stepEpoch();
    void stop();
    void reset();
    void newSeed(std::uint64_t seed);
    void setLearningRate(double rate);
    void goToEpoch(int epoch);
    void look(lessons::View view);
    /// The answer comes with a later poll(), while `whose` lives and the lesson stays open; else it is dropped.
    void ask(lessons::Question question, QObject* whose, std::function<void(const lessons::Answer&)> then);
    /// "training.epochs=20": opens the lesson again with this changed; learning rate and epochs change in flight
    /// instead.
    void set(const std::string& override);
    /// The verb of a train: link: start, pause, batch, epoch, stop or reset. Throws engine::Error for another.
    void perform(const QString& verb);
    /// Tells the window's message bar.
    void report(const QString& message);

    /// Trains to this epoch and comes back with that snapshot; for `shot` and tests. Throws engine::Error where it
    /// cannot.
    void trainTo(int epoch);
    /// Waits for the snapshot that answers the last look() and for what was asked.
    void settle();

 public Q_SLOTS:
    /// Takes what is in the mailbox; the timer does this about sixty times a second.
    void poll();

 Q_SIGNALS:
    void opened();
    void opening(const QString& what);
    void failed(const QString& message);
    void snapshotChanged(std::shared_ptr<const lessons::Snapshot> snapshot);
    void curvesChanged();

 private:
    struct Opened {
        Selection selection;
        lessons::Lesson lesson;
        std::unique_ptr<lessons::Session> session;
    };
    static Opened build(Selection selection);
    void take(Opened opened);
    void tell(const lessons::Answer& answer);
    [[nodiscard]] QString settingsText(const Selection& selection) const;

    Selection m_selection;
    lessons::Lesson m_lesson;
    std::unique_ptr<lessons::Session> m_session;
    std::shared_ptr<const lessons::Snapshot> m_snapshot;
    std::uint64_t m_lookNumber = 0, m_questionNumber = 0;
    struct Asker {
        QPointer<QObject> whose;
        std::function<void(const lessons::Answer&)> then;
    };
    std::map<std::uint64_t, Asker> m_askers;  ///< by the number of the question
    RunHistory m_history;
    QTimer m_timer;
    int m_openings = 0;  ///< a slow opening that was overtaken is dropped
    std::vector<std::jthread> m_workers;
};

/// The one border around what a person does: an engine::Error becomes a line in the message bar.
template <typename Action>
void attempt(Bridge& bridge, Action&& action) {
    try {
        action();
    } catch (const std::exception& error) {
        bridge.report(QString::fromUtf8(error.what()));
    }
}

}  // namespace gui
