// Finds the installed files.
#include "lessons/format/home.h"

#include <cstdlib>
#include <filesystem>

namespace lessons {

std::string homeFolder() {
    namespace fs = std::filesystem;
    if (const char* home = std::getenv("GATEWISE_HOME"); home && *home) return home;
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    if (!error) {
        const fs::path installed = program.parent_path().parent_path() / "share" / "gatewise";
        if (fs::is_directory(installed / "lessons" / "content", error)) return installed.string();
    }
    return GATEWISE_SOURCE_DIR;
}

}  // namespace lessons
