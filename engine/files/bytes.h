// Whole files as bytes.
#pragma once

#include <string>

namespace engine {

/// Throws Error "path: cannot be read: ...".
[[nodiscard]] std::string readBytes(const std::string& path);
/// Through a FileWriter: the file is there whole or not at all.
void writeBytes(const std::string& path, const std::string& bytes);

}  // namespace engine
