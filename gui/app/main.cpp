// Commands first; the window where none is given.
#include <QApplication>
#include <cstdio>

#include "gui/app/display.h"
#include "gui/app/runwindow.h"
#include "gui/cli/cli.h"

int main(int argc, char** argv) {
    gui::WindowOptions options;
    if (const auto exitCode = gui::cli::run(argc, argv, options)) return *exitCode;
    // Qt would abort without a display; the program says so and ends in order.
    if (const std::string fault = gui::displayFault(); !fault.empty()) {
        std::fprintf(stderr, "gatewise: %s\n", fault.c_str());
        return 2;
    }
    QApplication application(argc, argv);
    return gui::runWindow(application, options);
}
