// The top of the command line: subcommands, help, and how errors end.
#include "cli/cli.h"

#include <algorithm>
#include <cstdio>
#include <exception>
#include <iostream>
#include <new>

#include "cli/commands.h"

namespace cli {

int fail(std::string message) {
    std::replace(message.begin(), message.end(), '\n', ' ');
    std::fprintf(stderr, "gatewise: %s\n", message.c_str());
    return 2;
}

std::optional<int> run(int argc, char** argv, const std::function<void(CLI::App&)>& addMore) {
    CLI::App app("Gatewise teaches recurrent networks, gate by gate, on a network that is training live.", "gatewise");
    app.set_version_flag("--version", "gatewise " GATEWISE_VERSION);
    app.require_subcommand(0, 1);
    addLessons(app);
    addTrain(app);
    addTrace(app);
    addModel(app);
    if (addMore) addMore(app);
    try {
        app.parse(argc, argv);
        if (app.get_subcommands().empty()) return std::nullopt;
        return 0;
    } catch (const CLI::RuntimeError& error) {
        return error.get_exit_code();
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) return app.exit(error, std::cout, std::cerr);  // --help, --version
        return fail(std::string(error.what()) + "; see gatewise --help");
    } catch (const std::bad_alloc&) {
        return fail("expected enough memory for what was asked, got too little");
    } catch (const std::exception& error) {
        return fail(error.what());
    }
}

}  // namespace cli
