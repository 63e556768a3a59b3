// A file that is written aside and put in its place when it is whole.
#pragma once

#include <string>
#include <string_view>

namespace engine {

/// Until finish() the old file stands; without it nothing changes and nothing is left behind, even where the program is
/// killed: what is written has no name yet, on file systems that can do that (all of Linux's own). Only a kill in the
/// moment between naming the whole file and moving it to its place leaves it beside, as "path.gatewise-partPID"; who
/// writes the path next takes it away.
/// A symbolic link is followed, so that the link stays and what it points to is replaced. An existing file keeps its
/// mode, a new one gets what the umask leaves.
class FileWriter {
 public:
    /// Throws Error "path: cannot be written: ..." or, where something else than a file is there,
    /// "path: expected a regular file, got a named pipe".
    explicit FileWriter(std::string path);
    ~FileWriter();
    FileWriter(const FileWriter&) = delete;
    FileWriter& operator=(const FileWriter&) = delete;

    /// Throws Error, as on a full disk.
    void write(std::string_view bytes);
    /// Puts the file in its place.
    void finish();

 private:
    [[noreturn]] void fail() const;
    void open();
    void close();

    std::string m_path;       ///< as it was given, for messages
    std::string m_target;     ///< with links followed
    std::string m_temporary;  ///< the name it has until it is whole; empty: none yet
    int m_file = -1;
    unsigned m_mode = 0;  ///< of the file that is replaced
    bool m_replaces = false;
};

}  // namespace engine
