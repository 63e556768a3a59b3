// What a file is that is no .keras file, by its first bytes.
#pragma once

#include <string>

namespace engine {

/// The signature of HDF5, at the beginning of the file.
[[nodiscard]] bool isHdf5(const std::string& firstBytes);

/// "a Git LFS pointer: fetch the file itself with git lfs pull"; empty for what is not known.
[[nodiscard]] std::string otherFormat(const std::string& firstBytes);

/// As many as the two above look at; fewer of a short file, none of one that cannot be read.
[[nodiscard]] std::string firstBytesOf(const std::string& path);

}  // namespace engine
