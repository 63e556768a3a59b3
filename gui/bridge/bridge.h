// The one object between the screen and the engine thread: polls the mailbox, posts commands.
#pragma once

#include <QObject>
#include <QPointer>
#include <QTimer>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "gui/bridge/faults.h"
#include "gui/bridge/parking.h"
#include "gui/bridge/runhistory.h"
#include "gui/bridge/workers.h"
#include "lessons/format/lesson.h"
#include "lessons/session/selection.h"
#include "lessons/session/session.h"

namespace gui {

class Bridge : public QObject {
    Q_OBJECT

 public:
    explicit Bridge(QObject* parent = nullptr);
    ~Bridge() override;

    /// Builds data, model and session on a thread of its own, then emits opened(), or failed(). The session that is
    /// left pauses and is kept (Parking); where one of this selection is kept already, that one goes on as it was left.
    void open(Selection selection);
    /// As it was left; where it was never open, as its file has it. version empty: the one used last, else the first.
    /// The open lesson once more: without what was changed in it.
    void openLesson(const std::string& lesson, const std::string& version);
    /// open() at once, for pictures and tests. Throws engine::Error.
    void openNow(Selection selection);
    [[nodiscard]] const Selection& selection() const { return m_selection; }
    /// What was asked for last; it may still be opening.
    [[nodiscard]] const Selection& wanted() const { return m_wanted; }
    /// The net was kept from before: its checkpoints are there.
    [[nodiscard]] bool isResumed() const { return m_isResumed; }
    /// Of the live net; 0 while no lesson is open. Known before the first snapshotChanged().
    [[nodiscard]] int epochsDone() const { return m_session ? m_session->snapshot()->status.epoch : 0; }
    [[nodiscard]] const Parking& parking() const { return m_parking; }
    [[nodiscard]] std::size_t workerCount() const { return m_workers.count(); }
    [[nodiscard]] const lessons::Lesson& lesson() const { return m_lesson; }
    [[nodiscard]] const std::shared_ptr<const lessons::Snapshot>& snapshot() const { return m_snapshot; }
    [[nodiscard]] const RunHistory& history() const { return *m_history; }
    [[nodiscard]] bool isOpen() const { return m_session != nullptr; }

    // Commands; nothing happens while no lesson is open.
    /// Where all planned epochs are trained already, trainOnAsked() instead.
    void train();
    void trainOn(int epochs);
    void pause();
    void toggleTraining();
    void stepBatch();
    void stepEpoch();
    void stop();
    void reset();
    /// Another net of the same lesson, as open(); the same seed again: reset().
    void newSeed(std::uint64_t seed);
    void setLearningRate(double rate);
    void goToEpoch(int epoch);
    /// Which of several models look() is to show from now on; -1: the one in training. A lesson opens with that.
    void chooseTaskRun(int taskRun) { m_chosenTaskRun = taskRun; }
    [[nodiscard]] int chosenTaskRun() const { return m_chosenTaskRun; }
    void look(lessons::View view);
    /// The answer comes with a later poll(), while `whose` lives and the lesson stays open; else it is dropped.
    void ask(lessons::Question question, QObject* whose, std::function<void(const lessons::Answer&)> then);
    /// "training.epochs=20": opens the lesson again with this changed; learning rate, epochs and the
    /// knobs of a tune change in flight instead.
    void set(const std::string& override);
    /// The verb of a train: link: start, pause, batch, epoch, stop or reset. Throws engine::Error for another. While a
    /// net is opening, it is done with that one.
    void perform(const QString& verb);
    /// Tells the window's message bar.
    void report(const QString& message);

    /// Trains to this epoch and comes back with that snapshot; for `shot` and tests. Throws engine::Error where it
    /// cannot.
    void trainTo(int epoch);
    /// Trains all models of the task to their ends and comes back with that snapshot; as trainTo.
    void trainAll();
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
    void trainOnAsked();

 private:
    struct Opened {
        Selection selection;
        lessons::Lesson lesson;
        std::shared_ptr<const lessons::Spec> spec;
        std::unique_ptr<lessons::Session> session;  ///< null: there is one already
    };
    /// What there is already: selections and what their nets were made from.
    using Known = std::vector<std::pair<Selection, std::shared_ptr<const lessons::Spec>>>;
    [[nodiscard]] Known known() const;
    static Opened build(Selection selection, const Known& known);
    void take(Opened opened);
    /// Parks the session, or ends it where it holds nothing that opening the lesson would not make again.
    void leave();
    void end(std::unique_ptr<lessons::Session> session);
    void tell(const lessons::Answer& answer);
    /// Of the open lesson as the selection has it.
    void readTune();
    [[nodiscard]] QString settingsText(const Selection& selection) const;

    Selection m_selection, m_wanted;
    lessons::Lesson m_lesson;
    std::unique_ptr<lessons::Session> m_session;
    std::shared_ptr<const lessons::Snapshot> m_snapshot;
    int m_chosenTaskRun = -1;
    lessons::View m_view;                        ///< of the last look()
    std::optional<lessons::Composition> m_tune;  ///< the selection's; none: the lesson writes no tunes
    std::uint64_t m_lookNumber = 0, m_questionNumber = 0;
    struct Asker {
        QPointer<QObject> whose;
        std::function<void(const lessons::Answer&)> then;
    };
    std::map<std::uint64_t, Asker> m_askers;  ///< by the number of the question
    bool m_isResumed = false;
    Parking m_parking;
    std::map<std::string, RunHistory> m_histories;  ///< by Selection::data(): runs on the same data are compared
    RunHistory* m_history = &m_histories[{}];       ///< of what is open
    int m_historySession = 0;
    QTimer m_timer;
    std::vector<QString> m_verbsLater;  ///< of train: links behind a set: link, for the net that is opening
    int m_openings = 0;                 ///< a slow opening that was overtaken is dropped
    Workers m_workers;
};

/// The one border around what a person does: an engine::Error becomes a line in the message bar.
template <typename Action>
void attempt(Bridge& bridge, Action&& action) {
    try {
        action();
    } catch (const std::exception& error) {
        bridge.report(faultText(error));
    }
}

}  // namespace gui
