// Tunes as numbers that a net reads: one for each note of training, pitch and length together.
#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "engine/core/scalar.h"
#include "lessons/tasks/kinds/tunefile.h"

namespace lessons {

/// 0 is padding, 1 is every note that training has not, 2 is the end of a tune; then the notes, rests first, from the
/// lowest to the highest, short before long.
class TuneTokens {
 public:
    static constexpr engine::Index kPadding = 0, kUnknown = 1, kEnd = 2;

    /// tunes: those that are trained on, moved as they are.
    explicit TuneTokens(const std::vector<std::vector<TuneNote>>& tunes = {});

    [[nodiscard]] engine::Index count() const { return engine::Index(m_names.size()); }
    [[nodiscard]] const std::vector<std::string>& names() const { return m_names; }
    /// The tokens of the notes, then the end.
    [[nodiscard]] std::vector<engine::Index> read(const std::vector<TuneNote>& notes) const;
    [[nodiscard]] bool isNote(engine::Index token) const { return token > kEnd; }
    /// Without start and probability.
    [[nodiscard]] TuneNote note(engine::Index token) const;

 private:
    using Key = std::pair<int, double>;  ///< pitch, -1 for a rest, and length
    [[nodiscard]] static Key keyOf(const TuneNote& note) { return {note.pitch.value_or(-1), note.length}; }

    std::map<Key, engine::Index> m_numbers;
    std::vector<Key> m_keys;
    std::vector<std::string> m_names;
};

/// Every note so many half steps higher.
[[nodiscard]] std::vector<TuneNote> transposed(std::vector<TuneNote> notes, int halfSteps);

}  // namespace lessons
