// `gatewise shot` and `gatewise tour`: pictures of the real window, without a display.
#pragma once

namespace CLI {
class App;
}

namespace gui {

/// Each adds one subcommand; its callback makes its own offscreen QApplication and throws engine::Error.
void addShot(CLI::App& app);
void addTour(CLI::App& app);

}  // namespace gui
