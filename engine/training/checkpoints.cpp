// Keeping and thinning.
#include "engine/training/checkpoints.h"

#include <algorithm>
#include <iterator>

namespace engine {

namespace {

std::size_t memoryOf(const std::vector<Matrix>& matrices) {
    std::size_t bytes = 0;
    for (const Matrix& matrix : matrices) bytes += static_cast<std::size_t>(matrix.size()) * sizeof(Scalar);
    return bytes;
}

}  // namespace

std::size_t memoryOf(const TrainerState& state) {
    std::size_t bytes = sizeof(TrainerState) + memoryOf(state.weights);
    for (const std::vector<Matrix>& variables : state.optimizer.variables) bytes += memoryOf(variables);
    for (const std::vector<double>& metric : state.metricState) bytes += metric.size() * sizeof(double);
    for (const auto& [layer, matrices] : state.layerStates.byLayer) bytes += memoryOf(matrices);
    return bytes;
}

Checkpoints::Checkpoints(std::size_t limitBytes) : m_limit(limitBytes) {}

void Checkpoints::keep(TrainerState state) {
    const int epoch = state.epoch;
    const std::size_t bytes = memoryOf(state);
    if (const auto old = m_states.find(epoch); old != m_states.end()) {
        m_bytes -= memoryOf(old->second);
        m_states.erase(old);
    }
    m_states.emplace(epoch, std::move(state));
    m_bytes += bytes;
    thin();
}

void Checkpoints::thin() {
    while (m_bytes > m_limit && m_states.size() > 2) {
        // Every second one of the older half, at least one.
        const std::size_t last = m_states.size() - 1;
        const std::size_t end = std::max<std::size_t>(2, m_states.size() / 2 + 1);
        std::size_t place = 0;
        for (auto it = m_states.begin(); it != m_states.end() && place < end; ++place) {
            if (place % 2 == 1 && place != last) {
                m_bytes -= memoryOf(it->second);
                it = m_states.erase(it);
            } else {
                ++it;
            }
        }
    }
}

const TrainerState* Checkpoints::at(int epoch) const {
    const auto it = m_states.find(epoch);
    return it == m_states.end() ? nullptr : &it->second;
}

const TrainerState* Checkpoints::nearest(int epoch) const {
    if (m_states.empty()) return nullptr;
    const auto after = m_states.lower_bound(epoch);
    if (after == m_states.begin()) return &after->second;
    const auto before = std::prev(after);
    if (after == m_states.end() || epoch - before->first <= after->first - epoch) return &before->second;
    return &after->second;
}

std::vector<int> Checkpoints::epochs() const {
    std::vector<int> result;
    for (const auto& [epoch, state] : m_states) result.push_back(epoch);
    return result;
}

void Checkpoints::dropAfter(int epoch) {
    for (auto it = m_states.upper_bound(epoch); it != m_states.end(); it = m_states.erase(it))
        m_bytes -= memoryOf(it->second);
}

void Checkpoints::clear() {
    m_states.clear();
    m_bytes = 0;
}

}  // namespace engine
