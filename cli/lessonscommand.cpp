// gatewise lessons: what there is to learn.
#include "cli/commands.h"
#include "cli/json.h"
#include "cli/output.h"
#include "lessons/catalog.h"

namespace cli {
namespace {

void listLessons(const std::string& jsonPath) {
    const lessons::Catalog catalog = lessons::readCatalog();
    if (catalog.lessons.empty() && !catalog.faults.empty()) throw engine::Error(catalog.faults.front().message);
    for (const lessons::LessonFault& fault : catalog.faults) tell(fault.message);
    if (jsonPath.empty()) {
        std::string text;
        for (const lessons::Lesson& lesson : catalog.lessons)
            text += format("%2d  %-16s %s\n", lesson.number, lesson.id.c_str(), lesson.title.c_str());
        printText(text);
        return;
    }
    Json list = Json::array();
    for (const lessons::Lesson& lesson : catalog.lessons)
        list.push_back(
            {{"number", lesson.number}, {"id", lesson.id}, {"title", lesson.title}, {"versions", lesson.versions}});
    JsonSink sink(jsonPath);
    sink.line(list);
    sink.finish();
}

}  // namespace

void addLessons(CLI::App& app) {
    CLI::App* command = app.add_subcommand("lessons", "List the lessons: number, id, title");
    const auto path = std::make_shared<std::string>();
    addJsonOption(*command, *path);
    command->callback([path] { listLessons(*path); });
}

}  // namespace cli
