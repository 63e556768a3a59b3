// Hold from the picture: what a right click (or the menu key) on a value offers.
#pragma once

#include <functional>
#include <vector>

#include "gui/place/cursor.h"

class QPoint;
class QWidget;

namespace engine {
struct Trace;
}

namespace gui {

/// Pops up at `where`; `changed` gets the clamps as they are to be. The value of cursor.operation and cursor.unit is
/// meant, from the cursor's step to the end of the sequence. False: nothing there can be held.
bool showHoldMenu(QWidget* parent, const QPoint& where, const engine::Trace& trace, const Cursor& cursor,
                  std::function<void(const std::vector<CursorClamp>&)> changed);

}  // namespace gui
