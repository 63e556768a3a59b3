// `gatewise shot` and `gatewise tour`: pictures of the real window, without a display.
#pragma once

namespace CLI {
class App;
}

namespace gui {

/// Adds the subcommand with its options. Its callback does the work and throws engine::Error: one line, exit code 2.
void addShotCommand(CLI::App& app);
void addTourCommand(CLI::App& app);

}  // namespace gui
