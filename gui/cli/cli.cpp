// The top of the command line: subcommands, help, and how errors end.
#include "gui/cli/cli.h"

#include <algorithm>
#include <cstdio>
#include <exception>
#include <iostream>

#include "gui/cli/commands.h"
#include "gui/cli/shot.h"

namespace gui::cli {
namespace {

int fail(std::string message) {
    std::replace(message.begin(), message.end(), '\n', ' ');
    std::fprintf(stderr, "gatewise: %s\n", message.c_str());
    return 2;
}

}  // namespace

std::optional<int> run(int argc, char** argv, WindowOptions& window) {
    CLI::App app(
        "Gatewise teaches recurrent networks, gate by gate, on a network that is training live.\n"
        "Without a command it opens the window.",
        "gatewise");
    app.set_version_flag("--version", "gatewise " GATEWISE_VERSION);
    app.require_subcommand(0, 1);
    app.add_option("--lesson", window.lesson, "Lesson the window opens with")->type_name("ID")->capture_default_str();
    app.add_option("--at", window.at, "Where the window opens: epoch=5,t=18,op=f,unit=3")->type_name("PLACE");
    app.add_option("--page", window.page, "Page the window opens on: step or train")->type_name("NAME");
    app.add_option("--theme", window.theme, "light, dark or high-contrast")->type_name("NAME");
    app.add_option("--seed", window.seed, "Seed of weights, shuffles and random data")
        ->type_name("N")
        ->capture_default_str();
    app.add_option("--threads", window.threads, "Threads that train; default: as many as there are, at most 4")
        ->type_name("N");
    addLessons(app);
    addTrain(app);
    addTrace(app);
    addModel(app);
    addShot(app);
    addTour(app);
    try {
        app.parse(argc, argv);
        if (app.get_subcommands().empty()) return std::nullopt;
        return 0;
    } catch (const CLI::RuntimeError& error) {
        return error.get_exit_code();
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) return app.exit(error, std::cout, std::cerr);  // --help, --version
        return fail(std::string(error.what()) + "; see gatewise --help");
    } catch (const std::exception& error) {
        return fail(error.what());
    }
}

}  // namespace gui::cli
