// The runs of a session that are over, for goals that ask for one: "skill of a run with units<=8".
#pragma once

#include <string>
#include <vector>

#include "lessons/goals/goal.h"

namespace lessons {

class RunLog {
 public:
    /// Takes down every run of the snapshot that is over; a run that diverged is none. What its outcome says is added
    /// as soon as a snapshot shows it without clamps and edits.
    void watch(const Snapshot& snapshot);
    [[nodiscard]] const std::vector<FinishedRun>& runs() const { return m_runs; }

 private:
    std::vector<FinishedRun> m_runs;
    std::vector<std::string> m_keys;  ///< of each run
};

}  // namespace lessons
