// The picture of the whole net: every part with what it hands on, from the input to the loss.
#pragma once

#include "gui/scene/sequencestrip.h"
#include "gui/theme/theme.h"

namespace gui {

/// Forward: values, at the cursor's step where a part has as many steps as the open one, else at its last. Backward:
/// their gradients. A part that can be stepped is a target "layer=NAME,zoom=cell".
[[nodiscard]] Drawing drawNet(const engine::Trace& trace, const SequenceInfo& info, const Cursor& cursor,
                              const Theme& theme, QSizeF size);

}  // namespace gui
