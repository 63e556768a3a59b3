// Collects curve points into runs.
#include "gui/bridge/runhistory.h"

#include <algorithm>
#include <cmath>

namespace gui {

double RunRecord::last(const std::string& key) const {
    if (!points.empty())
        for (const auto& [log, value] : points.back().logs)
            if (log == key) return value;
    return NAN;
}

std::vector<std::pair<int, double>> RunRecord::curve(const std::string& key) const {
    std::vector<std::pair<int, double>> result;
    for (const lessons::CurvePoint& point : points)
        for (const auto& [log, value] : point.logs)
            if (log == key) result.emplace_back(point.epoch, value);
    return result;
}

std::vector<std::string> RunRecord::metrics() const {
    std::vector<std::string> names;
    if (!points.empty())
        for (const auto& [log, value] : points.back().logs)
            if (log.find("loss") == std::string::npos && log.rfind("val_", 0) != 0) names.push_back(log);
    return names;
}

int RunHistory::beginSession(const QString& settings, int session) {
    m_session = session > 0 ? session : ++m_lastSession;
    m_settings = settings;
    m_current = -1;
    // A run that never finished an epoch has nothing to compare.
    std::erase_if(m_runs, [](const RunRecord& run) { return run.points.empty(); });
    return m_session;
}

int RunRecord::epoch() const {
    if (points.empty()) return 0;
    return restoredEpoch > 0 ? restoredEpoch : points.back().epoch;
}

lessons::Figures RunRecord::figures() const {
    lessons::Figures figures;
    const auto point = std::find_if(points.begin(), points.end(),
                                    [this](const lessons::CurvePoint& each) { return each.epoch == epoch(); });
    if (point == points.end()) return figures;
    const std::string prefix = "val_";
    for (const auto& [log, value] : point->logs) {
        const bool isHeldOut = log.starts_with(prefix);
        figures.push_back({isHeldOut ? log.substr(prefix.size()) : log, value, epoch(), isHeldOut});
    }
    const auto measured = outcomes.find(epoch());
    if (measured != outcomes.end())
        for (const lessons::Figure& figure : measured->second)
            if (std::none_of(figures.begin(), figures.end(), [&](const lessons::Figure& known) {
                    return known.id == figure.id && known.isHeldOut == figure.isHeldOut;
                }))
                figures.push_back(figure);
    std::stable_partition(figures.begin(), figures.end(), [](const lessons::Figure& f) { return f.isHeldOut; });
    return figures;
}

RunRecord* RunHistory::find(int run, std::size_t taskRun) {
    const auto found = std::find_if(m_runs.begin(), m_runs.end(), [&](const RunRecord& r) {
        return r.session == m_session && r.run == run && r.taskRun == taskRun;
    });
    return found == m_runs.end() ? nullptr : &*found;
}

RunRecord& RunHistory::record(int run, std::size_t taskRun, const std::string& name, std::uint64_t seed) {
    if (RunRecord* known = find(run, taskRun)) return *known;
    // An untouched run that was reset leaves no trace in the list.
    std::erase_if(m_runs,
                  [&](const RunRecord& r) { return r.session == m_session && r.run < run && r.points.empty(); });
    RunRecord fresh;
    fresh.session = m_session;
    fresh.run = run;
    fresh.taskRun = taskRun;
    fresh.name = QString::fromStdString(name);
    fresh.settings = m_settings;
    fresh.seed = seed;
    m_runs.push_back(std::move(fresh));
    return m_runs.back();
}

void RunHistory::inherit(RunRecord& branch, int parent, int lastEpoch) {
    const RunRecord* from = find(parent, branch.taskRun);
    if (!from || branch.branchedAt >= 0 || !branch.points.empty()) return;
    branch.branchedAt = lastEpoch;
    branch.points = from->points;
    branch.outcomes = from->outcomes;
    std::erase_if(branch.points, [&](const lessons::CurvePoint& point) { return point.epoch > lastEpoch; });
    branch.outcomes.erase(branch.outcomes.upper_bound(lastEpoch), branch.outcomes.end());
}

int RunHistory::shown(const lessons::Snapshot& snapshot) const {
    const std::size_t taskRun = snapshot.shown.taskRun;
    if (taskRun >= snapshot.status.taskRuns.size()) return m_current;
    for (std::size_t k = 0; k < m_runs.size(); ++k)
        if (m_runs[k].session == m_session && m_runs[k].taskRun == taskRun &&
            m_runs[k].run == snapshot.status.taskRuns[taskRun].run)
            return int(k);
    return m_current;
}

void RunHistory::add(const lessons::CurvePoint& point) {
    RunRecord& target = record(point.run, point.taskRun, point.name, point.seed);
    if (point.parent >= 0) inherit(target, point.parent, point.epoch - 1);
    target.points.push_back(point);
}

void RunHistory::update(const lessons::Snapshot& snapshot) {
    const lessons::Status& status = snapshot.status;
    for (std::size_t k = 0; k < status.taskRuns.size(); ++k) {
        const lessons::TaskRunSummary& run = status.taskRuns[k];
        RunRecord& target = record(run.run, k, run.name, status.seed);
        target.isOfSeveralSeeds =
            snapshot.task && snapshot.task->modelOfRun(status.taskRuns.size() - 1) + 1 < status.taskRuns.size();
        target.stopReason = run.stopReason;
        target.restoredEpoch = run.weightsEpoch < run.epoch ? run.weightsEpoch : -1;
        if (run.parent >= 0) inherit(target, run.parent, run.branchedAt);
    }
    if (status.taskRuns.empty() && snapshot.task)
        static_cast<void>(record(status.run, status.taskRun, snapshot.task->runName(status.taskRun), status.seed));
    // In the middle of an epoch a net has no row of its own: its figures would stand beside another moment's.
    const lessons::Moment& at = snapshot.shown.outputMoment;
    if (RunRecord* shown = find(at.run, at.taskRun); shown && snapshot.shown.output && at.batch == 0)
        shown->outcomes[at.epoch] = lessons::figuresOf(*snapshot.shown.output, at.epoch);
    const RunRecord* current = find(
        status.taskRun < status.taskRuns.size() ? status.taskRuns[status.taskRun].run : status.run, status.taskRun);
    m_current = current ? int(current - m_runs.data()) : -1;
}

}  // namespace gui
