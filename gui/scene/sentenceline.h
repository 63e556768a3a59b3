// The sentence of an operation as a caption above its equation.
#pragma once

#include "gui/place/cursor.h"
#include "gui/theme/theme.h"
#include "gui/widgets/drawing.h"

namespace engine {
struct Trace;
}

namespace gui {

/// In one line or two; where the sentence has no room in them, its shorter wording.
[[nodiscard]] Drawing drawSentence(const engine::Trace& trace, const Cursor& cursor, const Theme& theme, qreal width,
                                   int lines = 2);
/// The same for every operation, so that the picture above does not jump from one to the next.
[[nodiscard]] int sentenceHeight(const Theme& theme, int lines = 2);

}  // namespace gui
