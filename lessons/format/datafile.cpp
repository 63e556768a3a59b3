// Keeps a lesson inside its folder.
#include "lessons/format/datafile.h"

#include <algorithm>
#include <filesystem>

#include "lessons/format/home.h"

namespace lessons {
namespace {

namespace fs = std::filesystem;

/// Whether the file, every link followed, lies below the folder.
bool isInside(const fs::path& file, const fs::path& folder) {
    std::error_code error;
    const fs::path real = fs::canonical(file, error);
    if (error) return false;
    const fs::path house = fs::canonical(folder, error);
    if (error) return false;
    const auto [end, rest] = std::mismatch(house.begin(), house.end(), real.begin(), real.end());
    return end == house.end() && rest != real.end();
}

/// Whether the key itself was set from outside; a set: link of a lesson cannot do that (linkFault).
bool isOwnChoice(const Spec& spec, const std::string& path) {
    const auto position = spec.positions.find(path);
    return position != spec.positions.end() && position->second.line == 0;
}

}  // namespace

std::string findDataFile(const Spec& spec, const Fields& fields, const std::string& key) {
    const std::string name = fields.text(key);
    const fs::path path(name);
    std::error_code error;
    if (isOwnChoice(spec, fields.path() + "." + key) && fs::is_regular_file(path, error)) return name;
    const bool climbs = std::find(path.begin(), path.end(), fs::path("..")) != path.end();
    if (name.empty() || path.is_absolute() || climbs)
        fields.failAt(key, key + ": expected a file in the lesson's own folder, got \"" + name + "\"");
    const fs::path folder = spec.folder.empty() ? fs::path(".") : fs::path(spec.folder);
    if (fs::is_regular_file(folder / path, error)) {
        if (!isInside(folder / path, folder))
            fields.failAt(key, key + ": \"" + name + "\" is a link that leads out of the lesson's folder");
        return (folder / path).string();
    }
    // What is installed belongs to the program, wherever its links lead.
    const fs::path home = homeFolder();
    if (!path.empty() && *path.begin() == fs::path("resources") && fs::is_regular_file(home / path, error))
        return (home / path).string();
    if (fs::is_symlink(fs::symlink_status(folder / path, error)))
        fields.failAt(key, key + ": \"" + name + "\" is a link that leads nowhere");
    fields.failAt(key, key + ": no file \"" + name + "\" beside the lesson or in the program's resources");
}

}  // namespace lessons
