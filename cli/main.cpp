// The program where it is built without a window.
#include "cli/cli.h"

int main(int argc, char** argv) {
    if (const auto exitCode = cli::run(argc, argv)) return *exitCode;
    return cli::fail("expected a command (this build has no window); see gatewise --help");
}
