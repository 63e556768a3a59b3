// The command line of the window.
#include <filesystem>

#include "cli/numbers.h"
#include "gui/app/runwindow.h"
#include "gui/pages/pages.h"

namespace gui {

void addWindowOptions(CLI::App& app, WindowOptions& options) {
    app.add_option("FILE", options.file, "A lesson file, or a folder of them, that the window opens")
        ->check([](const std::string& text) {
            const bool fits = text.ends_with(".md") || std::filesystem::is_directory(text);
            return fits ? std::string() : "expected a command or a lesson file, got " + text;
        });
    app.add_option("--lesson", options.lesson,
                   "Lesson the window opens with; default: the one that was left, at first the first")
        ->type_name("ID");
    app.add_option("--at", options.at, "Where the window opens: epoch=5,t=18,op=f,unit=3")->type_name("PLACE");
    app.add_option("--page", options.page, "Page the window opens on")
        ->type_name("NAME")
        ->check(CLI::IsMember(pageIds()));
    app.add_option("--theme", options.theme, "light, dark or high-contrast")
        ->type_name("NAME")
        ->check(CLI::IsMember({"light", "dark", "high-contrast"}));
    cli::addSeed(app, options.seed, "Seed of weights, shuffles and random data");
    cli::addWhole(app, "--threads", options.threads, "Threads that train; default: as many as there are, at most 4", 1,
                  cli::kMostThreads);
}

}  // namespace gui
