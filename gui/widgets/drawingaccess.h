// Tells a screen reader what is in a DrawingView: one child a target, named like "forget gate, unit 3, 0.39".
#pragma once

namespace gui {

/// Once a process; further calls do nothing.
void installDrawingAccess();

}  // namespace gui
