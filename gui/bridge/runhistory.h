// Every run of this window: its curve, its seed, what came of it. Plain data, fed by the bridge.
#pragma once

#include <QString>
#include <map>
#include <vector>

#include "lessons/session/snapshot.h"

namespace gui {

struct RunRecord {
    int session = 0;  ///< which opening of a lesson it belongs to
    int run = 0;      ///< Session's number
    std::size_t taskRun = 0;
    QString name;      ///< "LSTM 50"
    QString settings;  ///< what differs from the lesson: "learning_rate 0.01"
    std::uint64_t seed = 0;
    bool isOfSeveralSeeds = false;  ///< its name has its own seed, "LSTM #8"; `seed` is the first of them
    std::vector<lessons::CurvePoint> points;
    lessons::StopReason stopReason = lessons::StopReason::None;
    int branchedAt = -1;  ///< the epoch it left an earlier run at; -1: it began with the initial weights
    std::map<int, lessons::Figures> outcomes;  ///< by epoch: what the outcome gave exactly after it

    int restoredEpoch = -1;  ///< whose weights it holds at its end, where the best were restored

    /// All figures of one epoch, epoch(), and of no other: held-out ones first, the loss before the measures.
    [[nodiscard]] lessons::Figures figures() const;
    /// The last finished epoch, or the one whose weights were restored; 0 where there is none.
    [[nodiscard]] int epoch() const;

    /// The last value under Keras's name, NaN where there is none.
    [[nodiscard]] double last(const std::string& key) const;
    /// (epoch, value) of every finished epoch.
    [[nodiscard]] std::vector<std::pair<int, double>> curve(const std::string& key) const;
    /// Names of the metrics: logs without loss and val_.
    [[nodiscard]] std::vector<std::string> metrics() const;
};

class RunHistory {
 public:
    /// A lesson was opened: runs from now on belong to its session; those before stay for comparison. session: one that
    /// goes on, 0: a new one. Returns its number.
    int beginSession(const QString& settings, int session = 0);
    void add(const lessons::CurvePoint& point);
    /// Takes over how a run stands; makes its record where it has no point yet.
    void update(const lessons::Snapshot& snapshot);

    [[nodiscard]] const std::vector<RunRecord>& runs() const { return m_runs; }
    /// Index of the run in training, -1 before the first snapshot.
    [[nodiscard]] int current() const { return m_current; }
    /// Index of the run whose net the snapshot shows, which may be another model than the one in training; -1: none.
    [[nodiscard]] int shown(const lessons::Snapshot& snapshot) const;

 private:
    RunRecord* find(int run, std::size_t taskRun);
    RunRecord& record(int run, std::size_t taskRun, const std::string& name, std::uint64_t seed);
    /// What a run that branched shares with the one it left.
    void inherit(RunRecord& branch, int parent, int lastEpoch);

    std::vector<RunRecord> m_runs;
    int m_session = 0, m_lastSession = 0;
    int m_current = -1;
    QString m_settings;
};

}  // namespace gui
