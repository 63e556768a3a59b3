// Recognises runs across nets that are opened again and again.
#include "lessons/goals/runlog.h"

#include <algorithm>

namespace lessons {

void RunLog::watch(const Snapshot& snapshot) {
    if (!snapshot.task) return;
    const Spec& spec = snapshot.task->spec();
    for (std::size_t taskRun = 0; taskRun < snapshot.status.taskRuns.size(); ++taskRun) {
        const TaskRunSummary& summary = snapshot.status.taskRuns[taskRun];
        if (!summary.finished || summary.stopReason == StopReason::Diverged || summary.epoch == 0) continue;
        const std::string lesson = spec.lesson + "/" + spec.version;
        // The same settings and seed make the same run: the number alone starts again with every net that is opened.
        const std::string key = lesson + spec.data.dump() + spec.model.dump() + spec.training.dump() + "/" +
                                std::to_string(snapshot.status.seed) + "/" + std::to_string(summary.run) + "/" +
                                std::to_string(taskRun);
        const auto known = std::find(m_keys.begin(), m_keys.end(), key);
        if (known == m_keys.end()) {
            m_keys.push_back(key);
            m_runs.push_back({lesson, {}, {}});
        }
        FinishedRun& run =
            m_runs[std::size_t(std::distance(m_keys.begin(), std::find(m_keys.begin(), m_keys.end(), key)))];
        run.settings = settingsOf(snapshot, taskRun);
        const Moment& moment = snapshot.shown.outputMoment;
        const bool isItsOutcome = moment.run == summary.run && moment.taskRun == taskRun &&
                                  moment.epoch == summary.weightsEpoch && moment.batch == 0;
        Snapshot plain = snapshot;
        plain.shown.probedOutput = nullptr;
        if (!isItsOutcome) plain.shown.output = nullptr;
        for (const auto& [name, value] : measuresOf(plain, taskRun)) run.measures[name] = value;
    }
}

}  // namespace lessons
