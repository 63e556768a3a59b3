// Finds the lessons that are installed.
#include "lessons/catalog.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "engine/core/error.h"
#include "lessons/format/fields.h"

namespace lessons {

std::string homeFolder() {
    namespace fs = std::filesystem;
    if (const char* home = std::getenv("GATEWISE_HOME"); home && *home) return home;
    std::error_code error;
    const fs::path program = fs::read_symlink("/proc/self/exe", error);
    if (!error) {
        const fs::path installed = program.parent_path().parent_path() / "share" / "gatewise";
        if (fs::is_directory(installed / "lessons" / "content", error)) return installed.string();
    }
    return GATEWISE_SOURCE_DIR;
}

std::vector<Lesson> readCatalog(const std::string& language) {
    namespace fs = std::filesystem;
    const fs::path folder = fs::path(homeFolder()) / "lessons" / "content" / language;
    std::error_code error;
    std::vector<std::string> files;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, error))
        if (entry.path().extension() == ".md") files.push_back(entry.path().string());
    if (error) throw engine::Error(folder.string() + ": no lessons there (" + error.message() + ")");
    std::sort(files.begin(), files.end());

    std::vector<Lesson> lessons;
    for (const std::string& file : files) lessons.push_back(readLesson(file));
    std::stable_sort(lessons.begin(), lessons.end(),
                     [](const Lesson& a, const Lesson& b) { return a.number < b.number; });
    for (std::size_t i = 0; i < lessons.size(); ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (lessons[i].id == lessons[j].id)
                throw engine::Error(lessons[i].file + ": id \"" + lessons[i].id + "\" is also in " + lessons[j].file);
    return lessons;
}

Lesson findLesson(const std::string& id, const std::string& language) {
    std::vector<Lesson> lessons = readCatalog(language);
    std::vector<std::string> ids;
    for (Lesson& lesson : lessons) {
        if (lesson.id == id) return std::move(lesson);
        ids.push_back(lesson.id);
    }
    const auto near = nearMatch(id, ids);
    throw engine::Error("no lesson \"" + id + "\", expected " + listWords(ids) +
                        (near ? " (did you mean " + *near + "?)" : ""));
}

}  // namespace lessons
