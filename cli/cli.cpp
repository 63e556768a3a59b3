// The top of the command line: subcommands, help, and how errors end.
#include "cli/cli.h"

#include <exception>
#include <new>
#include <sstream>

#include "cli/commands.h"
#include "cli/output.h"

namespace cli {

namespace {

int help(const CLI::App& app, const CLI::ParseError& request) {
    std::ostringstream text;
    app.exit(request, text, text);
    printText(text.str());
    return 0;
}

int answerOrRefusal(CLI::App& app, const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return help(app, error);  // --help, --version
    return fail(std::string(error.what()) + "; see gatewise --help");
}

}  // namespace

int fail(const std::string& message) {
    tell(message);
    return 2;
}

std::optional<int> run(int argc, char** argv, const std::function<void(CLI::App&)>& addMore) try {
    holdStandardStreams();
    CLI::App app("Gatewise teaches recurrent networks, gate by gate, on a network that is training live.", "gatewise");
    app.set_version_flag("--version", "gatewise " GATEWISE_VERSION);
    app.require_subcommand(0, 1);
    addLessons(app);
    addCheck(app);
    addNewLesson(app);
    addProgress(app);
    addTrain(app);
    addTrace(app);
    addModel(app);
    if (addMore) addMore(app);
    try {
        app.parse(argc, argv);
    } catch (const CLI::RuntimeError& error) {
        return error.get_exit_code();
    } catch (const CLI::ParseError& error) {
        return answerOrRefusal(app, error);
    }
    if (app.get_subcommands().empty()) return std::nullopt;
    return 0;
} catch (const std::bad_alloc&) {
    return fail("expected enough memory for what was asked, got too little");
} catch (const std::exception& error) {
    return fail(error.what());
}

}  // namespace cli
