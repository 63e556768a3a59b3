// Keeps nets and gives up the oldest.
#include "gui/bridge/parking.h"

#include <algorithm>
#include <utility>

namespace gui {

bool isTrained(const lessons::Status& status) {
    if (status.state == lessons::RunState::Training || status.state == lessons::RunState::Paused) return true;
    return status.batch > 0 || std::any_of(status.taskRuns.begin(), status.taskRuns.end(),
                                           [](const lessons::TaskRunSummary& run) { return run.epoch > 0; });
}

std::vector<std::unique_ptr<lessons::Session>> Parking::park(ParkedNet net) {
    std::vector<std::unique_ptr<lessons::Session>> gone;
    if (ParkedNet older = take(net.selection); older.session) gone.push_back(std::move(older.session));
    net.session->park();
    m_nets.push_back(std::move(net));
    while (m_nets.size() > 1 && (m_nets.size() > m_mostNets || bytes() > m_mostBytes)) {
        gone.push_back(std::move(m_nets.front().session));
        m_nets.pop_front();
    }
    return gone;
}

const ParkedNet* Parking::latest(const std::string& lesson, const std::string& version) const {
    const auto found = std::find_if(m_nets.rbegin(), m_nets.rend(), [&](const ParkedNet& net) {
        return net.selection.lesson == lesson && (version.empty() || net.selection.version == version);
    });
    return found == m_nets.rend() ? nullptr : &*found;
}

ParkedNet Parking::take(const Selection& selection) {
    const auto found =
        std::find_if(m_nets.begin(), m_nets.end(), [&](const ParkedNet& net) { return net.selection == selection; });
    if (found == m_nets.end()) return {};
    ParkedNet net = std::move(*found);
    m_nets.erase(found);
    return net;
}

std::size_t Parking::bytes() const {
    std::size_t sum = 0;
    for (const ParkedNet& net : m_nets) sum += net.session->snapshot()->status.bytes;
    return sum;
}

}  // namespace gui
