// Opens the window and stays until it is closed.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

class QApplication;

namespace CLI {
class App;
}

namespace gui {

/// What the command line asks of the window.
struct WindowOptions {
    std::string lesson;                  ///< empty: as it was left; at the first start the first one
    std::string version;                 ///< empty: the lesson's first
    std::vector<std::string> overrides;  ///< "training.learning_rate=0.01"
    std::uint64_t seed = 7;
    int threads = 0;    ///< 0: as many as the machine has, at most 4
    std::string at;     ///< a cursor as text, "epoch=5,t=18,op=f,unit=3"; empty: the start
    std::string page;   ///< "step", "train"; empty: as it was left
    std::string file;   ///< a lesson file or a folder of them; empty: none
    std::string theme;  ///< "light", "dark", "high-contrast"; empty: as it was left
};

/// --lesson, --at, --page, --theme, --seed, --threads.
void addWindowOptions(CLI::App& app, WindowOptions& options);

/// Returns the exit code. A lesson that cannot be opened is told in the window, not by an exception.
int runWindow(QApplication& application, const WindowOptions& options);

}  // namespace gui
