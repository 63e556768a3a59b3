// Commands first; the window where none is given.
#include <CLI/CLI.hpp>
#include <QApplication>

#include "cli/cli.h"
#include "gui/app/runwindow.h"
#include "gui/studio/shot.h"
#include "gui/theme/display.h"

int main(int argc, char** argv) {
    gui::WindowOptions options;
    const auto addMore = [&options](CLI::App& app) {
        app.description(app.get_description() + "\nWithout a command it opens the window.");
        gui::addWindowOptions(app, options);
        gui::addShot(app);
        gui::addTour(app);
    };
    if (const auto exitCode = cli::run(argc, argv, addMore)) return *exitCode;
    // Qt would abort without a display; the program says so and ends in order.
    if (const std::string fault = gui::displayFault(); !fault.empty()) return cli::fail(fault);
    QApplication application(argc, argv);
    return gui::runWindow(application, options);
}
