// Finds the lessons that are installed.
#include "lessons/catalog.h"

#include <algorithm>
#include <exception>
#include <filesystem>
#include <mutex>
#include <new>
#include <optional>
#include <utility>

#include "engine/core/error.h"
#include "lessons/format/fields.h"
#include "lessons/format/home.h"
#include "lessons/place/place.h"
#include "lessons/text/links.h"
#include "lessons/text/reader.h"

namespace lessons {

namespace {

std::string nameOf(const std::string& path) {
    return std::filesystem::path(path).filename().string();
}

/// Where a link leads to another lesson: lesson:gru/tutorial, step:lesson=gru,t=3. Empty: it stays in its own.
Place placeOf(const LessonLink& link) {
    Place to;
    if (link.scheme == "step") to = Place::parse(link.target);
    if (link.scheme == "lesson") to.lesson = link.target;
    return to;
}

/// What a link misses, or nothing. Other files are known only once all are read; where one of them cannot be, an id
/// that is not there may be its own.
std::optional<std::string> linkFault(const Catalog& catalog, const LessonLink& link) {
    const Place to = placeOf(link);
    if (to.lesson.empty()) return std::nullopt;
    std::vector<std::string> ids;
    const Lesson* found = nullptr;
    for (const Lesson& lesson : catalog.lessons) {
        ids.push_back(lesson.id);
        if (lesson.id == to.lessonId()) found = &lesson;
    }
    if (!found && !catalog.faults.empty()) return std::nullopt;
    const std::string version = to.lessonVersion();
    if (found && (version.empty() ||
                  std::find(found->versions.begin(), found->versions.end(), version) != found->versions.end()))
        return std::nullopt;
    return "link \"" + link.scheme + ":" + link.target + "\": lesson: expected " +
           (found ? found->id + "/" + listWords(found->versions) : listWords(ids)) + ", got " + to.lesson;
}

void checkNamedLessons(Catalog& catalog) {
    std::vector<LessonFault> faults;
    for (const Lesson& from : catalog.lessons)
        for (const auto& [position, fault] : missedLessons(from, catalog))
            faults.push_back({nameOf(from.file), nameOf(from.file) + ":" + std::to_string(position.line) + ":" +
                                                     std::to_string(position.column) + ": " + fault});
    catalog.faults.insert(catalog.faults.end(), faults.begin(), faults.end());
}

/// The files from elsewhere; any thread may open a lesson.
struct Added {
    std::mutex mutex;
    std::vector<std::string> files;
};
Added& added() {
    static Added all;
    return all;
}

void remember(const std::string& path) {
    const std::lock_guard lock(added().mutex);
    if (std::find(added().files.begin(), added().files.end(), path) == added().files.end())
        added().files.push_back(path);
}

std::string absolutePath(const std::string& path) {
    std::error_code error;
    const std::filesystem::path whole = std::filesystem::weakly_canonical(path, error);
    return error ? path : whole.string();
}

std::vector<std::string> markdownFiles(const std::filesystem::path& folder, std::error_code& error) {
    std::vector<std::string> files;
    for (const std::filesystem::directory_entry& entry : std::filesystem::directory_iterator(folder, error))
        if (entry.path().extension() == ".md") files.push_back(entry.path().string());
    std::sort(files.begin(), files.end());
    return files;
}

void add(Catalog& catalog, const std::string& file) {
    try {
        Lesson lesson = readLesson(file);
        const auto same = std::find_if(catalog.lessons.begin(), catalog.lessons.end(),
                                       [&](const Lesson& other) { return other.id == lesson.id; });
        if (same != catalog.lessons.end())
            throw engine::Error(nameOf(file) + ": id \"" + lesson.id + "\" is also in " + nameOf(same->file));
        catalog.lessons.push_back(std::move(lesson));
    } catch (const std::bad_alloc&) {
        catalog.faults.push_back({nameOf(file), nameOf(file) + ": not enough memory to read it"});
    } catch (const std::exception& error) {
        catalog.faults.push_back({nameOf(file), error.what()});
    }
}

}  // namespace

Catalog readCatalog(const std::string& language) {
    namespace fs = std::filesystem;
    const fs::path folder = fs::path(homeFolder()) / "lessons" / "content" / language;
    std::error_code error;
    std::vector<std::string> files = markdownFiles(folder, error);
    if (error) throw engine::Error(folder.string() + ": no lessons there (" + error.message() + ")");
    const std::vector<std::string> others = addedLessonFiles();
    files.insert(files.end(), others.begin(), others.end());

    Catalog catalog;
    for (const std::string& file : files) add(catalog, file);
    std::stable_sort(catalog.lessons.begin(), catalog.lessons.end(),
                     [](const Lesson& a, const Lesson& b) { return a.number < b.number; });
    checkNamedLessons(catalog);
    return catalog;
}

std::vector<std::pair<Position, std::string>> missedLessons(const Lesson& from, const Catalog& catalog) {
    std::vector<std::pair<Position, std::string>> missed;
    for (const LessonPage& page : from.pages)
        for (const LessonLink& link : findLinks(page.markdown, page.firstLine))
            if (const auto fault = linkFault(catalog, link)) missed.emplace_back(link.position, *fault);
    return missed;
}

Lesson addLessonFile(const std::string& path) {
    const std::string file = absolutePath(path);
    Lesson lesson = readLesson(file);
    for (const Lesson& other : readCatalog().lessons)
        if (other.id == lesson.id && other.file != file && absolutePath(other.file) != file)
            throw engine::Error(nameOf(file) + ": id \"" + lesson.id + "\" is also in " + nameOf(other.file));
    remember(file);
    return lesson;
}

std::vector<std::string> addLessonFolder(const std::string& folder) {
    std::error_code error;
    const std::vector<std::string> files = markdownFiles(absolutePath(folder), error);
    std::vector<std::string> lessons;
    std::string first;
    for (const std::string& file : files) {
        FaultList faults(nameOf(file));
        static_cast<void>(readLesson(file, faults));
        // A README is no lesson; a lesson with a slip is one.
        const bool isOther =
            !faults.empty() && faults.faults().front().message == "expected a line \"---\" and the front matter";
        if (isOther) continue;
        remember(file);
        lessons.push_back(file);
    }
    if (lessons.empty())
        throw engine::Error(folder + ": expected a folder with lesson files (*.md)" +
                            (error ? ": " + error.message() : std::string()));
    return lessons;
}

std::vector<std::string> addedLessonFiles() {
    const std::lock_guard lock(added().mutex);
    return added().files;
}

Lesson findLesson(const std::string& id, const std::string& language) {
    Catalog catalog = readCatalog(language);
    std::vector<std::string> ids;
    for (Lesson& lesson : catalog.lessons) {
        if (lesson.id == id) return std::move(lesson);
        ids.push_back(lesson.id);
    }
    std::string message = "no lesson \"" + id + "\"";
    if (!ids.empty()) message += ", expected " + listWords(ids);
    if (const auto near = nearMatch(id, ids)) message += " (did you mean " + *near + "?)";
    for (const LessonFault& fault : catalog.faults) message += "; " + fault.message;
    throw engine::Error(message);
}

}  // namespace lessons
