// Which input mattered: a bar a time step, below the sequence and in its columns.
#pragma once

#include <optional>

#include "engine/training/influence.h"
#include "gui/place/cursor.h"
#include "gui/theme/theme.h"
#include "gui/widgets/drawing.h"

namespace gui {

/// influence: of the shown sample; empty while it is being computed. fault: why there is none, in one line.
[[nodiscard]] Drawing drawInfluence(const std::optional<engine::InputInfluence>& influence, const QString& fault,
                                    const engine::Trace& trace, const Cursor& cursor, const Theme& theme, qreal width);
[[nodiscard]] int influenceHeight(const Theme& theme, bool words);

}  // namespace gui
