// Standard output and standard error.
#include "cli/output.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstring>

#include "engine/core/error.h"
#include "engine/data/printable.h"

namespace cli {

std::string format(const char* pattern, ...) {
    std::va_list list, again;
    va_start(list, pattern);
    va_copy(again, list);
    const int length = std::vsnprintf(nullptr, 0, pattern, list);
    va_end(list);
    std::string text(length > 0 ? static_cast<std::size_t>(length) : 0, '\0');
    std::vsnprintf(text.data(), text.size() + 1, pattern, again);
    va_end(again);
    return text;
}

void printText(const std::string& text) {
    printBytes(engine::printable(text));
}

void printBytes(const std::string& bytes) {
    if (std::fwrite(bytes.data(), 1, bytes.size(), stdout) == bytes.size() && std::fflush(stdout) == 0) return;
    throw engine::Error(std::string("standard output: cannot be written: ") + std::strerror(errno));
}

void tell(const std::string& message) {
    std::fprintf(stderr, "gatewise: %s\n", engine::printableLine(message).c_str());
}

void holdStandardStreams() {
    // Opened the other way round, so that using them still is an error.
    for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
        if (::fcntl(stream, F_GETFD) < 0 && errno == EBADF)
            (void)::open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

}  // namespace cli
