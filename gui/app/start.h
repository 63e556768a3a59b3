// Starts the window.
#pragma once

#include "gui/bridge/bridge.h"

namespace gui {

/// Opens the window on this lesson and returns when it is closed. Throws engine::Error where there is no display:
/// asked before Qt is, which would abort the program.
int runWindow(const Selection& selection);

}  // namespace gui
