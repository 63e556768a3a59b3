// Finds the lessons that are installed.
#include "lessons/catalog.h"

#include <algorithm>
#include <exception>
#include <filesystem>
#include <new>
#include <optional>
#include <utility>

#include "engine/core/error.h"
#include "lessons/format/fields.h"
#include "lessons/format/home.h"
#include "lessons/format/links.h"
#include "lessons/place/place.h"

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
        for (const LessonPage& page : from.pages)
            for (const LessonLink& link : findLinks(page.markdown, page.firstLine))
                if (const auto fault = linkFault(catalog, link))
                    faults.push_back({nameOf(from.file), nameOf(from.file) + ":" + std::to_string(link.position.line) +
                                                             ":" + std::to_string(link.position.column) + ": " +
                                                             *fault});
    catalog.faults.insert(catalog.faults.end(), faults.begin(), faults.end());
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
    std::vector<std::string> files;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, error))
        if (entry.path().extension() == ".md") files.push_back(entry.path().string());
    if (error) throw engine::Error(folder.string() + ": no lessons there (" + error.message() + ")");
    std::sort(files.begin(), files.end());

    Catalog catalog;
    for (const std::string& file : files) add(catalog, file);
    std::stable_sort(catalog.lessons.begin(), catalog.lessons.end(),
                     [](const Lesson& a, const Lesson& b) { return a.number < b.number; });
    checkNamedLessons(catalog);
    return catalog;
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
