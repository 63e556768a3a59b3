// The nets of lessons that were left: paused, and found again as they were when the lesson is chosen once more.
#pragma once

#include <cstddef>
#include <list>
#include <memory>
#include <vector>

#include "lessons/format/lesson.h"
#include "lessons/session/selection.h"
#include "lessons/session/session.h"

namespace gui {

using lessons::Selection;

struct ParkedNet {
    Selection selection;
    std::shared_ptr<const lessons::Spec> spec;  ///< a lesson whose file has changed since makes another net
    std::unique_ptr<lessons::Session> session;
    int historySession = 0;  ///< RunHistory's number of it
};

/// They are kept until the program ends, within limits: beyond 1 GB of weights, optimizers and checkpoints, or 24 nets,
/// the one not used for the longest time is given up; its curves stay in the run list. The newest is always kept.
/// A net that was never trained is not worth keeping: opening its lesson makes the same one.
class Parking {
 public:
    static constexpr std::size_t kMostBytes = std::size_t{1} << 30;
    static constexpr std::size_t kMostNets = 24;
    explicit Parking(std::size_t mostBytes = kMostBytes, std::size_t mostNets = kMostNets)
        : m_mostBytes(mostBytes), m_mostNets(mostNets) {}

    /// Parks its session. Returns the sessions that had to go for it; ending one waits for its batch.
    [[nodiscard]] std::vector<std::unique_ptr<lessons::Session>> park(ParkedNet net);
    [[nodiscard]] const std::list<ParkedNet>& nets() const { return m_nets; }
    /// The one used last of a lesson and a version; version empty: of any.
    [[nodiscard]] const ParkedNet* latest(const std::string& lesson, const std::string& version) const;
    /// session is null where there is none of this selection.
    [[nodiscard]] ParkedNet take(const Selection& selection);
    [[nodiscard]] std::size_t bytes() const;

 private:
    std::size_t m_mostBytes, m_mostNets;
    std::list<ParkedNet> m_nets;  ///< the one used last comes last
};

/// Whether a run has brought a net further than opening its lesson does.
[[nodiscard]] bool isTrained(const lessons::Status& status);

}  // namespace gui
