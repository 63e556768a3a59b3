// The command line. Everything here needs no window and no Qt.
#pragma once

#include <functional>
#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace cli {

/// Parses and executes. Returns the exit code (0: done; 2: one line on standard error says what is
/// wrong; 130 and 143: stopped by Ctrl-C and SIGTERM), or nothing
/// where no command was given. `addMore` adds the options and commands of whoever has a window.
[[nodiscard]] std::optional<int> run(int argc, char** argv, const std::function<void(CLI::App&)>& addMore = {});

/// "gatewise: MESSAGE" on one line of standard error; returns the exit code 2.
int fail(const std::string& message);

}  // namespace cli
