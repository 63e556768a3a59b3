// Reads and writes the zip around a .keras file.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace engine {

/// A zip's members, read with limits: what a directory entry claims is never trusted, memory grows with what really
/// comes.
class ZipArchive {
 public:
    /// Throws Error "path: ..." where it is not a zip, or is cut short.
    explicit ZipArchive(const std::string& path);
    ~ZipArchive();
    ZipArchive(const ZipArchive&) = delete;
    ZipArchive& operator=(const ZipArchive&) = delete;

    [[nodiscard]] bool contains(const std::string& member) const;
    /// Throws Error where it is missing, damaged (CRC), encrypted, or longer than `most` bytes.
    [[nodiscard]] std::string read(const std::string& member, std::size_t most) const;

 private:
    std::string m_path;
    void* m_zip = nullptr;
};

/// Members stored, not deflated, as Keras writes them. The file appears whole or not at all.
void writeZip(const std::string& path, const std::vector<std::pair<std::string, std::string>>& members);

}  // namespace engine
