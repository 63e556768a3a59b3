// Collects curve points into runs.
#include "gui/bridge/runhistory.h"

#include <algorithm>
#include <cmath>

namespace gui {

double RunRecord::last(const std::string& key) const {
    if (!points.empty())
        for (const auto& [name, value] : points.back().logs)
            if (name == key) return value;
    return NAN;
}

std::vector<std::pair<int, double>> RunRecord::curve(const std::string& key) const {
    std::vector<std::pair<int, double>> result;
    for (const lessons::CurvePoint& point : points)
        for (const auto& [name, value] : point.logs)
            if (name == key) result.emplace_back(point.epoch, value);
    return result;
}

std::vector<std::string> RunRecord::metrics() const {
    std::vector<std::string> names;
    if (!points.empty())
        for (const auto& [name, value] : points.back().logs)
            if (name.find("loss") == std::string::npos && name.rfind("val_", 0) != 0) names.push_back(name);
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

RunRecord& RunHistory::record(int run, std::size_t taskRun, const std::string& name, std::uint64_t seed) {
    const auto found = std::find_if(m_runs.begin(), m_runs.end(), [&](const RunRecord& r) {
        return r.session == m_session && r.run == run && r.taskRun == taskRun;
    });
    if (found != m_runs.end()) return *found;
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

void RunHistory::add(const lessons::CurvePoint& point) {
    std::vector<lessons::CurvePoint> shared;
    if (point.parent >= 0)
        for (const RunRecord& r : m_runs)
            if (r.session == m_session && r.run == point.parent && r.taskRun == point.taskRun) shared = r.points;
    RunRecord& target = record(point.run, point.taskRun, point.name, point.seed);
    if (target.points.empty()) {
        std::erase_if(shared, [&](const lessons::CurvePoint& p) { return p.epoch >= point.epoch; });
        target.points = std::move(shared);
    }
    target.points.push_back(point);
}

void RunHistory::update(const lessons::Snapshot& snapshot) {
    const std::string name = snapshot.status.taskRun < snapshot.status.taskRuns.size()
                                 ? snapshot.status.taskRuns[snapshot.status.taskRun].name
                             : snapshot.task ? snapshot.task->runName(snapshot.status.taskRun)
                                             : std::string();
    RunRecord& target = record(snapshot.status.run, snapshot.status.taskRun, name, snapshot.status.seed);
    target.stopReason = snapshot.status.stopReason;
    if (snapshot.shown.output && snapshot.shown.epoch == snapshot.status.epoch &&
        snapshot.shown.taskRun == snapshot.status.taskRun) {
        if (const auto* forecast = std::get_if<lessons::ForecastView>(snapshot.shown.output.get())) {
            target.hasForecast = true;
            target.rmse = forecast->rmse;
            target.skill = forecast->skill;
        }
    }
    m_current = int(&target - m_runs.data());
}

}  // namespace gui
