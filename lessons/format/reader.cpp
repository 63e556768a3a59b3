// Reads a lesson file: the front matter between two lines ---, then pages that start at "# ", their links checked.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "engine/core/error.h"
#include "lessons/format/fields.h"
#include "lessons/format/links.h"
#include "lessons/format/reachableplaces.h"
#include "lessons/format/yaml.h"

namespace lessons {
namespace {

constexpr std::uintmax_t kLargestFile = 4u << 20;

[[noreturn]] void fail(const std::string& file, Position position, const std::string& message) {
    throw engine::Error(file + ":" + std::to_string(position.line) + ":" + std::to_string(position.column) + ": " +
                        message);
}

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

/// "tutorial" of "<!-- version: tutorial -->", empty of any other line.
std::string versionMark(const std::string& line) {
    const std::string open = "<!-- version:", close = "-->";
    if (!line.starts_with(open) || !line.ends_with(close)) return {};
    const std::string name = line.substr(open.size(), line.size() - open.size() - close.size());
    const std::size_t first = name.find_first_not_of(' '), last = name.find_last_not_of(' ');
    return first == std::string::npos ? std::string() : name.substr(first, last - first + 1);
}

/// A page is "# Title" and all lines to the next one; a "# " inside a code block is no title.
std::vector<LessonPage> splitPages(const std::vector<std::string>& lines, std::size_t from, const std::string& file,
                                   const std::vector<std::string>& versions) {
    std::vector<LessonPage> pages;
    bool code = false;
    for (std::size_t i = from; i < lines.size(); ++i) {
        const std::string& line = lines[i];
        const int number = static_cast<int>(i) + 1;
        if (line.starts_with("```") || line.starts_with("~~~")) code = !code;
        if (!code && line.starts_with("# ")) {
            pages.push_back({line.substr(2), {}, number + 1, {}});
            continue;
        }
        if (pages.empty()) {
            if (line.find_first_not_of(" \t") != std::string::npos)
                fail(file, {number, 1}, "expected a page's title \"# ...\" before the first text");
            continue;
        }
        if (const std::string version = versionMark(line); !code && !version.empty()) {
            const auto known = [&](const std::string& each) { return each == version; };
            if (std::none_of(versions.begin(), versions.end(), known))
                fail(file, {number, 1}, "version: expected " + listWords(versions) + ", got \"" + version + "\"");
            if (!pages.back().version.empty() || pages.back().markdown.find_first_not_of('\n') != std::string::npos)
                fail(file, {number, 1}, "expected the page's version once, before its text");
            pages.back().version = version;
            pages.back().markdown += "\n";  // lines keep their numbers
            continue;
        }
        pages.back().markdown += line + "\n";
    }
    for (LessonPage& page : pages) {
        std::string& text = page.markdown;
        const std::size_t first = std::min(text.find_first_not_of('\n'), text.size());
        page.firstLine += static_cast<int>(first);
        text.erase(0, first);
        while (text.ends_with("\n\n")) text.pop_back();
    }
    return pages;
}

void checkLinks(const Lesson& lesson, const std::string& file) {
    const ReachablePlaces places(lesson);
    for (const LessonPage& page : lesson.pages) {
        for (const LessonLink& link : findLinks(page.markdown, page.firstLine)) {
            if (const std::string fault = linkFault(link); !fault.empty()) fail(file, link.position, fault);
            const std::string shown = "link \"" + link.scheme + ":" + link.target + "\": ";
            try {
                if (link.scheme == "step") places.check(Place::parse(link.target));
                if (link.scheme == "set") static_cast<void>(lesson.spec(page.version, {link.target}));
            } catch (const SettingError& error) {
                fail(file, link.position, shown + error.fault().path + ": " + error.fault().reason);
            } catch (const engine::Error& error) {
                fail(file, link.position, shown + error.what());
            }
        }
    }
}

}  // namespace

Lesson readLesson(const std::string& path) {
    const std::vector<std::string> lines = readLines(path);
    const std::string file = std::filesystem::path(path).filename().string();
    if (lines.empty() || lines[0] != "---") fail(file, {1, 1}, "expected a line \"---\" and the front matter");
    const auto close = std::find(lines.begin() + 1, lines.end(), "---");
    if (close == lines.end()) fail(file, {1, 1}, "expected a line \"---\" after the front matter");
    std::string text;
    std::for_each(lines.begin() + 1, close, [&](const std::string& line) { text += line + "\n"; });

    Lesson lesson;
    lesson.file = path;
    YamlDocument document = readYaml(text, file, 2);
    lesson.frontMatter = std::move(document.value);
    lesson.positions = std::move(document.positions);

    const Fields fields(lesson.frontMatter, "", [&](const auto& key, const auto& message, const auto&) {
        const auto found = lesson.positions.find(key);
        fail(file, found == lesson.positions.end() ? Position{1, 1} : found->second, message);
    });
    lesson.id = fields.text("id");
    if (lesson.id.empty() || lesson.id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_") != std::string::npos)
        fields.fail("id", "lower-case letters, digits, - and _");
    lesson.number = static_cast<int>(fields.integer("number", Range::between(1, 9999)));
    lesson.title = fields.text("title");
    if (lesson.title.empty()) fields.fail("title", "a text that is not empty");
    const bool real = fields.has("data"), rest = fields.has("model") | fields.has("training") | fields.has("result");
    if (real) lesson.versions.push_back("real");
    if (rest && !real) fields.failAt("", "expected the key \"data\" beside model, training and result");
    if (fields.has("tutorial")) {
        lesson.versions.push_back("tutorial");
        const Fields tutorial = fields.map("tutorial");
        for (const char* key : {"data", "model", "training", "result"}) static_cast<void>(tutorial.has(key));
        tutorial.refuseOthers();
    }
    fields.refuseOthers();
    if (lesson.versions.empty()) fields.failAt("", "expected the key \"data\" or \"tutorial\"");

    lesson.pages =
        splitPages(lines, static_cast<std::size_t>(std::distance(lines.begin(), close)) + 1, file, lesson.versions);
    if (lesson.pages.empty()) fail(file, {static_cast<int>(lines.size()), 1}, "expected at least one page \"# Title\"");
    for (const std::string& version : lesson.versions) {
        static_cast<void>(lesson.spec(version));
        if (lesson.pagesOf(version).empty())
            fail(file, {static_cast<int>(lines.size()), 1}, "expected at least one page for the version " + version);
    }
    checkLinks(lesson, file);
    return lesson;
}

}  // namespace lessons
