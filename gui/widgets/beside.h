// The net as it is and the edited or held one, side by side in words.
#pragma once

#include "lessons/session/snapshot.h"

namespace gui {

/// Where a cell differs: "positive \u2192 negative". Rows that changed come first, and the note counts them.
[[nodiscard]] lessons::TableView besideEdited(const lessons::TableView& plain, const lessons::TableView& edited);

/// What both say for the traced sample, a row a step that they answer at; only those that changed, where any did. Empty
/// where nothing is edited or held.
[[nodiscard]] lessons::TableView sampleBeside(const lessons::Snapshot& snapshot);

}  // namespace gui
