// The states of a run at its epochs, within a limit of memory.
#pragma once

#include <cstddef>
#include <map>
#include <vector>

#include "engine/training/trainer.h"

namespace engine {

/// Beyond the limit every second of the older checkpoints is dropped, so that the kept ones lie closer together the
/// newer they are. The first and the last are always kept, whatever they cost.
class Checkpoints {
 public:
    explicit Checkpoints(std::size_t limitBytes);

    /// Kept under state.epoch; replaces one of the same epoch.
    void keep(TrainerState state);
    /// The checkpoint of this epoch; null where it is not kept.
    [[nodiscard]] const TrainerState* at(int epoch) const;
    /// The kept one closest to this epoch, of two as close the earlier; null where nothing is kept.
    [[nodiscard]] const TrainerState* nearest(int epoch) const;
    /// Kept epochs, rising.
    [[nodiscard]] std::vector<int> epochs() const;
    /// Forgets what came after this epoch: the run took another branch.
    void dropAfter(int epoch);
    void clear();
    [[nodiscard]] std::size_t bytes() const { return m_bytes; }

 private:
    std::size_t m_limit;
    std::size_t m_bytes = 0;
    std::map<int, TrainerState> m_states;

    void thin();
};

/// Memory of the numbers in a state.
[[nodiscard]] std::size_t memoryOf(const TrainerState& state);

}  // namespace engine
