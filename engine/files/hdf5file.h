// Reads and writes HDF5 files that lie in memory: groups and arrays of numbers, nothing else.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace engine {

/// An HDF5 file image. Only hard links are followed, only numbers inside the file are read; sizes are checked before
/// memory is asked for. The library's own error texts are not printed.
class Hdf5Reader {
 public:
    /// `who` starts messages. Throws Error where the bytes are not an HDF5 file.
    Hdf5Reader(std::string bytes, std::string who);
    ~Hdf5Reader();
    Hdf5Reader(const Hdf5Reader&) = delete;
    Hdf5Reader& operator=(const Hdf5Reader&) = delete;

    [[nodiscard]] bool hasGroup(const std::string& path) const;
    /// Number of members 0, 1, 2 ... of a group, counted up to `most`; 0 where there is no such group.
    [[nodiscard]] int numberedMembers(const std::string& path, int most) const;
    /// An attribute of a group that is one text, or a list of texts; Keras cuts a long list into name0, name1 ...
    [[nodiscard]] std::optional<std::string> text(const std::string& path, const std::string& name) const;
    [[nodiscard]] std::vector<std::string> texts(const std::string& path, const std::string& name) const;
    /// The shape of a dataset; throws Error where there is none.
    [[nodiscard]] std::vector<std::int64_t> shape(const std::string& path) const;
    /// All its numbers in C order. Throws Error where the shape differs from the expected one.
    [[nodiscard]] std::vector<double> read(const std::string& path, const std::vector<std::int64_t>& shape) const;

 private:
    std::int64_t open(const std::string& path) const;
    /// Empty where there is no such attribute of texts.
    [[nodiscard]] std::optional<std::vector<std::string>> attribute(const std::string& path,
                                                                    const std::string& name) const;

    std::string m_bytes, m_who;
    std::int64_t m_file = -1;
    mutable std::uint64_t m_unstored = 0;  ///< bytes read so far that do not lie in the file as they are
};

/// Builds a file in memory.
class Hdf5Writer {
 public:
    explicit Hdf5Writer(std::string who);
    ~Hdf5Writer();
    Hdf5Writer(const Hdf5Writer&) = delete;
    Hdf5Writer& operator=(const Hdf5Writer&) = delete;

    /// With a "name" attribute, as Keras writes on its `vars` groups.
    void group(const std::string& path, const std::string& name);
    void floats(const std::string& path, const std::vector<std::int64_t>& shape, const std::vector<float>& values);
    void integer(const std::string& path, std::int64_t value);
    /// The file's bytes; nothing can be added afterwards.
    [[nodiscard]] std::string finish();

 private:
    void check(std::int64_t result, const std::string& path) const;

    std::string m_who;
    std::int64_t m_file = -1;
};

}  // namespace engine
