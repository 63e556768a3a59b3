// The sequence above the cell: the input as what it is, the mark of t, and the cell state by unit as far as it is
// known.
#pragma once

#include <map>
#include <string>

#include "gui/place/cursor.h"
#include "gui/theme/theme.h"
#include "gui/widgets/drawing.h"
#include "lessons/tasks/task.h"

namespace gui {

struct SequenceInfo {
    lessons::InputDescription input;
    std::map<std::string, lessons::InputDescription> others{};  ///< by the input's name, where the net reads several
    lessons::SampleDescription sample;
    std::vector<lessons::Saying> said;        ///< what the net says at each step; empty: it answers once
    std::optional<lessons::Saying> answer{};  ///< what the net says in the data's unit
    bool withInfluence = false;               ///< the row of bars below is shown: the button puts it away
};

/// What the net answers at the steps of this trace, where it reads words and answers at each of them.
[[nodiscard]] std::vector<lessons::Saying> saidBySteps(const lessons::Task& task, const engine::Trace& trace,
                                                       const lessons::InputDescription& input);
[[nodiscard]] Drawing drawSequence(const engine::Trace& trace, const SequenceInfo& info, const Cursor& cursor,
                                   const Theme& theme, QSizeF size);
/// The zoom farthest out: every gate and state by unit over the whole sequence, under the input.
[[nodiscard]] Drawing drawUnrolled(const engine::Trace& trace, const SequenceInfo& info, const Cursor& cursor,
                                   const Theme& theme, QSizeF size);
[[nodiscard]] int sequenceHeight(const Theme& theme);

}  // namespace gui
