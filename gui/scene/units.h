// Which units of a layer are on the picture: all of a small one; of a large one the most telling, the pinned and the
// current.
#pragma once

#include <vector>

#include "gui/place/reading.h"

namespace gui {

/// At most `count` units, from 0, ascending. The current unit and the pinned ones are always among them.
/// Active: largest mean magnitude of the output over the sequence, so that the choice stays while t moves.
/// Changed: largest change of the output since the step before.
[[nodiscard]] std::vector<engine::Index> shownUnits(const Reading& reading, const Cursor& cursor, std::size_t count);

/// Which features of the input are shown at step t: the largest ones, ascending.
[[nodiscard]] std::vector<engine::Index> shownFeatures(const Reading& reading, engine::Index t, std::size_t count);

}  // namespace gui
