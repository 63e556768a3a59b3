// Reads and writes whole files.
#include "engine/files/bytes.h"

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "engine/core/error.h"
#include "engine/files/filewriter.h"

namespace engine {

std::string readBytes(const std::string& path) {
    std::FILE* file = std::fopen(path.c_str(), "rb");
    if (!file) throw Error(path + ": cannot be read: " + std::strerror(errno));
    std::string bytes;
    char buffer[1 << 16];
    for (std::size_t count; (count = std::fread(buffer, 1, sizeof buffer, file)) > 0;) bytes.append(buffer, count);
    const bool failed = std::ferror(file) != 0;
    const std::string problem = failed ? std::strerror(errno) : "";
    std::fclose(file);
    if (failed) throw Error(path + ": cannot be read: " + problem);
    return bytes;
}

void writeBytes(const std::string& path, const std::string& bytes) {
    FileWriter file(path);
    file.write(bytes);
    file.finish();
}

}  // namespace engine
