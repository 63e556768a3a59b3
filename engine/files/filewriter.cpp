// Writes a file aside and puts it in its place.
#include "engine/files/filewriter.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "engine/core/error.h"

namespace engine {

namespace {

namespace fs = std::filesystem;

/// The name at the end of a chain of symbolic links; a link may point to what is not there yet.
std::string followed(const std::string& path) {
    fs::path target(path);
    std::error_code error;
    for (int links = 0; links < 40 && fs::is_symlink(target, error); ++links) {
        const fs::path next = fs::read_symlink(target, error);
        if (error) break;
        target = next.is_absolute() ? next : target.parent_path() / next;
    }
    return target.string();
}

const char* kindName(mode_t mode) {
    if (S_ISDIR(mode)) return "a folder";
    if (S_ISFIFO(mode)) return "a named pipe";
    if (S_ISSOCK(mode)) return "a socket";
    if (S_ISCHR(mode) || S_ISBLK(mode)) return "a device";
    return "a circle of links";
}

std::string folderOf(const std::string& path) {
    const std::string folder = fs::path(path).parent_path().string();
    return folder.empty() ? "." : folder;
}

constexpr const char* kAside = ".gatewise-part";

/// Beside the target, until it takes its place.
std::string asideOf(const std::string& target) {
    return target + kAside + std::to_string(::getpid());
}

/// Whole files that got a name by writers who were killed before they could move them.
void removeAbandoned(const std::string& target) {
    const std::string start = fs::path(target).filename().string() + kAside;
    std::error_code error;
    for (fs::directory_iterator entry(folderOf(target), error); !error && entry != fs::directory_iterator();
         entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        if (!name.starts_with(start)) continue;
        pid_t writer = 0;
        const char* const end = name.data() + name.size();
        const auto [last, wrong] = std::from_chars(name.data() + start.size(), end, writer);
        if (wrong != std::errc() || last != end || writer <= 0) continue;
        if (::kill(writer, 0) != 0 && errno == ESRCH) ::unlink(entry->path().c_str());
    }
}

}  // namespace

FileWriter::FileWriter(std::string path) : m_path(std::move(path)), m_target(followed(m_path)) {
    struct stat old {};
    if (::lstat(m_target.c_str(), &old) == 0) {
        if (!S_ISREG(old.st_mode)) throw Error(m_path + ": expected a regular file, got " + kindName(old.st_mode));
        if (::access(m_target.c_str(), W_OK) != 0) fail();
        m_replaces = true;
        m_mode = old.st_mode & 07777;
    } else if (errno != ENOENT) {
        fail();
    } else if (m_target.empty() || m_target.back() == '/') {
        throw Error(m_path + ": expected the name of a file");
    }
    open();
}

FileWriter::~FileWriter() {
    close();
    if (!m_temporary.empty()) ::unlink(m_temporary.c_str());
}

void FileWriter::fail() const {
    throw Error(m_path + ": cannot be written: " + std::strerror(errno));
}

void FileWriter::open() {
    // An older file system, or one of a network, has no files without a name; to give them one takes /proc.
    if (::access("/proc/self/fd", X_OK) == 0) {
        m_file = ::open(folderOf(m_target).c_str(), O_TMPFILE | O_WRONLY | O_CLOEXEC, 0666);
        if (m_file >= 0) {
            removeAbandoned(m_target);
            return;
        }
        if (errno != EOPNOTSUPP && errno != EISDIR && errno != EINVAL) fail();
    }
    m_temporary = asideOf(m_target);
    m_file = ::open(m_temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (m_file >= 0) return;
    m_temporary.clear();  // not ours
    fail();
}

void FileWriter::close() {
    if (m_file >= 0) ::close(m_file);
    m_file = -1;
}

void FileWriter::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::write(m_file, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) fail();
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
}

void FileWriter::finish() {
    if (m_replaces && ::fchmod(m_file, m_mode) != 0) fail();
    // A disk that is full or a network that is gone may be told only here.
    if (::fsync(m_file) != 0 && errno != EINVAL) fail();
    if (m_temporary.empty()) {
        const std::string handle = "/proc/self/fd/" + std::to_string(m_file);
        const std::string name = asideOf(m_target);
        if (::linkat(AT_FDCWD, handle.c_str(), AT_FDCWD, name.c_str(), AT_SYMLINK_FOLLOW) != 0) fail();
        m_temporary = name;
    }
    if (::rename(m_temporary.c_str(), m_target.c_str()) != 0) fail();
    m_temporary.clear();
    close();
}

}  // namespace engine
