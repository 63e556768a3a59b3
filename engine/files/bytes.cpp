// Reads and writes whole files.
#include "engine/files/bytes.h"

#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "engine/core/error.h"

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
    const std::string temporary = path + ".part" + std::to_string(::getpid());
    std::FILE* file = std::fopen(temporary.c_str(), "wb");
    bool written = file && std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size();
    if (file) written = std::fclose(file) == 0 && written;
    if (written && std::rename(temporary.c_str(), path.c_str()) == 0) return;
    const std::string problem = std::strerror(errno);
    if (file) std::remove(temporary.c_str());
    throw Error(path + ": cannot be written: " + problem);
}

}  // namespace engine
