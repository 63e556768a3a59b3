// The command line: everything the program does without a window. Needs no display and makes no QApplication.
#pragma once

#include <optional>

#include "gui/app/runwindow.h"

namespace gui::cli {

/// Parses and executes. Returns the exit code (0: done; 2: one line on standard error says what is wrong), or nothing
/// where the window is wanted; `window` then holds what it opens with.
[[nodiscard]] std::optional<int> run(int argc, char** argv, WindowOptions& window);

}  // namespace gui::cli
