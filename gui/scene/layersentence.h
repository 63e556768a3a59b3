// What an operation of a layer without states, of a loss or of a result does, in a sentence with its numbers.
#pragma once

#include <QStringList>

#include "gui/place/reading.h"

namespace gui {

/// The longest wording first. The cursor is one that fits the trace.
[[nodiscard]] QStringList layerSentence(const Reading& reading, const Cursor& cursor, int operation);

}  // namespace gui
