// Commands first; the window where none is given.
#include <QApplication>

#include "gui/app/runwindow.h"
#include "gui/cli/cli.h"

int main(int argc, char** argv) {
    gui::WindowOptions options;
    if (const auto exitCode = gui::cli::run(argc, argv, options)) return *exitCode;
    QApplication application(argc, argv);
    return gui::runWindow(application, options);
}
