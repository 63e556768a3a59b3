// Reads a lesson file: the front matter between two lines ---, a title "# ", then steps that start at "## ".
#include "lessons/text/reader.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "lessons/format/fields.h"
#include "lessons/format/yaml.h"
#include "lessons/text/pages.h"
#include "lessons/text/textcheck.h"

namespace lessons {
namespace {

constexpr std::uintmax_t kLargestFile = 4u << 20;

std::vector<std::string> readLines(const std::string& path) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(path, error)) throw engine::Error(path + ": no such lesson file");
    if (std::filesystem::file_size(path, error) > kLargestFile)
        throw engine::Error(path + ": larger than a lesson can be (4 MB)");
    std::ifstream stream(path, std::ios::binary);
    if (!stream) throw engine::Error(path + ": cannot be read");
    std::vector<std::string> lines;
    std::string line;
    while (std::getline(stream, line)) {
        if (!line.empty() && line.back() == '\r') line.pop_back();
        if (lines.empty() && line.starts_with("\xEF\xBB\xBF")) line.erase(0, 3);
        lines.push_back(std::move(line));
    }
    return lines;
}

/// The keys at the top, into the lesson; each is read whatever the others have.
void readTop(const Fields& fields, Lesson& lesson, FaultList& faults) {
    faults.guard({1, 1}, [&] {
        lesson.id = fields.text("id");
        if (lesson.id.empty() ||
            lesson.id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_") != std::string::npos)
            fields.fail("id", "lower-case letters, digits, - and _");
    });
    faults.guard({1, 1}, [&] { lesson.number = static_cast<int>(fields.integer("number", Range::between(1, 9999))); });
    faults.guard({1, 1}, [&] {
        lesson.title = fields.text("title", "");
        if (fields.has("title") && lesson.title.empty()) fields.fail("title", "a text that is not empty");
    });
    const bool real = fields.has("data"),
               rest = fields.has("model") | fields.has("training") | fields.has("result") | fields.has("expected");
    if (real) lesson.versions.push_back("real");
    if (fields.has("tutorial")) lesson.versions.push_back("tutorial");
    faults.guard({1, 1}, [&] {
        if (rest && !real) fields.failAt("", "expected the key \"data\" beside model, training, result and expected");
        if (lesson.versions.empty()) fields.failAt("", "expected the key \"data\" or \"tutorial\"");
    });
}

void refuseOthers(const Fields& fields) {
    for (const char* key : {"id", "number", "title", "data", "model", "training", "result", "expected", "tutorial"})
        static_cast<void>(fields.has(key));
    fields.refuseOthers();
    const Fields tutorial = fields.map("tutorial");
    for (const char* key : {"data", "model", "training", "result", "expected"}) static_cast<void>(tutorial.has(key));
    tutorial.refuseOthers();
}

void readFrontMatter(Lesson& lesson, FaultList& faults) {
    const auto fail = [&](const std::string& key, const std::string& message, const auto&) {
        const auto found = lesson.positions.find(key);
        const Position place = found == lesson.positions.end() ? Position{1, 1} : found->second;
        throw engine::Error(faults.file() + ":" + std::to_string(place.line) + ":" + std::to_string(place.column) +
                            ": " + message);
    };
    if (!faults.guard({1, 1}, [&] { readTop(Fields(lesson.frontMatter, "", fail), lesson, faults); })) return;
    collectFaults(faults, lesson.frontMatter, lesson.positions, "",
                  [&](const Json& map) { refuseOthers(Fields(map, "", fail)); });
    for (const std::string& version : lesson.versions) {
        collectFaults(faults, lesson.frontMatter, lesson.positions, "", [&](const Json& map) {
            Lesson without = lesson;
            without.frontMatter = map;
            static_cast<void>(without.spec(version));
        });
    }
}

void takeTitle(Lesson& lesson, const LessonText& text, FaultList& faults) {
    if (text.title.empty() && lesson.title.empty() && faults.empty())
        faults.add({1, 1}, "expected the lesson's title, a line \"# ...\" before the first step");
    else if (!text.title.empty() && !lesson.title.empty() && text.title != lesson.title)
        faults.add(text.titlePosition, "expected the title of the front matter, \"" + lesson.title + "\", got \"" +
                                           text.title + "\"; one of the two is enough");
    else if (lesson.title.empty())
        lesson.title = text.title;
}

}  // namespace

std::optional<Lesson> readLesson(const std::string& path, FaultList& faults) {
    const std::vector<std::string> lines = readLines(path);
    const auto last = static_cast<int>(lines.size());
    if (lines.empty() || lines[0] != "---") {
        faults.add({1, 1}, "expected a line \"---\" and the front matter");
        return {};
    }
    const auto close = std::find(lines.begin() + 1, lines.end(), "---");
    if (close == lines.end()) {
        faults.add({1, 1}, "expected a line \"---\" after the front matter");
        return {};
    }
    std::string front;
    std::for_each(lines.begin() + 1, close, [&](const std::string& line) { front += line + "\n"; });

    Lesson lesson;
    lesson.file = path;
    const bool isYaml = faults.guard({1, 1}, [&] {
        YamlDocument document = readYaml(front, faults.file(), 2);
        lesson.frontMatter = std::move(document.value);
        lesson.positions = std::move(document.positions);
    });
    if (isYaml) readFrontMatter(lesson, faults);
    const bool hasFront = isYaml && faults.empty();

    // The text has faults of its own, whatever the front matter has; only its versions are taken from there.
    std::vector<std::string> versions = lesson.versions;
    if (versions.empty()) versions = {"real", "tutorial"};
    LessonText text =
        splitText(lines, static_cast<std::size_t>(std::distance(lines.begin(), close)) + 1, versions, faults);
    if (isYaml) takeTitle(lesson, text, faults);
    lesson.pages = std::move(text.pages);
    if (lesson.pages.empty()) faults.add({last, 1}, "expected at least one step \"## Title\"");
    for (const std::string& version : lesson.versions)
        if (!lesson.pages.empty() && lesson.pagesOf(version).empty())
            faults.add({last, 1}, "expected at least one step for the version " + version);
    // Places and goals are compared with models: there are none where the front matter is wrong.
    if (hasFront) faults.guard({1, 1}, [&] { checkText(lesson, faults); });
    if (!hasFront) return {};
    return lesson;
}

Lesson readLesson(const std::string& path) {
    FaultList faults(std::filesystem::path(path).filename().string());
    std::optional<Lesson> lesson = readLesson(path, faults);
    if (!faults.empty()) throw engine::Error(faults.text(faults.faults().front()));
    return std::move(*lesson);
}

}  // namespace lessons
