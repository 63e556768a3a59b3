// Finds the lessons that are installed.
#include "lessons/catalog.h"

#include <algorithm>
#include <filesystem>

#include "engine/core/error.h"
#include "lessons/format/fields.h"
#include "lessons/format/home.h"
#include "lessons/format/links.h"
#include "lessons/place/place.h"

namespace lessons {

namespace {

/// Whom a link names: lesson:gru/tutorial, step:lesson=gru,t=3. Other files are known only once all are read.
void checkNamedLessons(const std::vector<Lesson>& lessons) {
    for (const Lesson& from : lessons)
        for (const LessonPage& page : from.pages)
            for (const LessonLink& link : findLinks(page.markdown, page.firstLine)) {
                Place to;
                if (link.scheme == "step") to = Place::parse(link.target);
                if (link.scheme == "lesson") to.lesson = link.target;
                if (to.lesson.empty()) continue;
                std::vector<std::string> ids;
                const Lesson* found = nullptr;
                for (const Lesson& lesson : lessons) {
                    ids.push_back(lesson.id);
                    if (lesson.id == to.lessonId()) found = &lesson;
                }
                const std::string version = to.lessonVersion();
                const bool known =
                    found && (version.empty() || std::find(found->versions.begin(), found->versions.end(), version) !=
                                                     found->versions.end());
                if (!known)
                    throw engine::Error(
                        std::filesystem::path(from.file).filename().string() + ":" +
                        std::to_string(link.position.line) + ":" + std::to_string(link.position.column) + ": link \"" +
                        link.scheme + ":" + link.target + "\": lesson: expected " +
                        (found ? found->id + "/" + listWords(found->versions) : listWords(ids)) + ", got " + to.lesson);
            }
}

}  // namespace

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
    checkNamedLessons(lessons);
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
