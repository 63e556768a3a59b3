// gatewise new-lesson: a small lesson that works, to be changed.
#include <cctype>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "cli/commands.h"
#include "cli/output.h"
#include "engine/files/filewriter.h"
#include "lessons/catalog.h"
#include "lessons/format/home.h"

namespace cli {
namespace {

namespace fs = std::filesystem;

/// "Tides of Brest" -> "tides-of-brest".
std::string idOf(const std::string& folder) {
    std::string id;
    for (const char c : folder) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80 && std::isalnum(byte))
            id += static_cast<char>(std::tolower(byte));
        else if (!id.empty() && id.back() != '-')
            id += '-';
    }
    while (id.ends_with('-')) id.pop_back();
    return id.empty() ? "my-lesson" : id;
}

std::string templateFile(const std::string& name) {
    const fs::path path = fs::path(lessons::homeFolder()) / "resources" / "template" / name;
    std::ifstream stream(path, std::ios::binary);
    if (!stream) throw engine::Error(path.string() + ": cannot be read");
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

void put(const fs::path& path, const std::string& text) {
    engine::FileWriter file(path.string());
    file.write(text);
    file.finish();
}

void makeLesson(const std::string& folder) {
    fs::path place = fs::path(folder).lexically_normal();
    if (!place.has_filename()) place = place.parent_path();
    std::error_code error;
    if (fs::exists(place, error) && (!fs::is_directory(place, error) || !fs::is_empty(place, error)))
        throw engine::Error(folder + ": expected a folder that is new or empty");
    std::string id = idOf(fs::absolute(place).filename().string());
    for (const lessons::Lesson& other : lessons::readCatalog().lessons)
        if (other.id == id) id += "-2";
    std::string text = templateFile("lesson.md");
    const std::string mark = "LESSON-ID";
    text.replace(text.find(mark), mark.size(), id);
    fs::create_directories(place, error);
    if (error) throw engine::Error(folder + ": cannot be made: " + error.message());
    const fs::path file = place / (id + ".md");
    put(place / "daylight.csv", templateFile("daylight.csv"));
    put(file, text);
    printText(file.string() + "\n");
}

}  // namespace

void addNewLesson(CLI::App& app) {
    CLI::App* command =
        app.add_subcommand("new-lesson", "Write a small lesson that works into a new folder; print its file");
    const auto folder = std::make_shared<std::string>();
    command->add_option("FOLDER", *folder, "A folder that is new or empty")->required();
    command->callback([folder] { makeLesson(*folder); });
}

}  // namespace cli
