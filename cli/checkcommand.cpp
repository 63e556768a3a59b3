// gatewise check: everything that is wrong with lesson files, one line each.
#include "cli/commands.h"
#include "cli/json.h"
#include "cli/output.h"
#include "lessons/check/lessoncheck.h"
#include "lessons/text/reader.h"

namespace cli {
namespace {

/// Links may lead to installed lessons and to those that are checked with it.
lessons::Catalog catalogWith(const std::vector<std::string>& files) {
    lessons::Catalog catalog = lessons::readCatalog();
    for (const std::string& file : files) {
        try {
            lessons::FaultList faults(file);
            if (auto lesson = lessons::readLesson(file, faults)) catalog.lessons.push_back(std::move(*lesson));
        } catch (const engine::Error&) {
            continue;  // told below, with its name
        }
    }
    return catalog;
}

struct CheckOptions {
    std::vector<std::string> files;
    std::string json;
};

void check(const CheckOptions& options) {
    std::optional<JsonSink> sink;
    if (!options.json.empty()) sink.emplace(options.json);
    const lessons::Catalog catalog = catalogWith(options.files);
    Json list = Json::array();
    std::string text;
    for (const std::string& file : options.files) {
        const auto add = [&](const lessons::Fault& fault) {
            list.push_back({{"file", file},
                            {"line", fault.position.line},
                            {"column", fault.position.column},
                            {"message", fault.message}});
            const std::string place = fault.position.line == 0 ? std::string()
                                                               : ":" + std::to_string(fault.position.line) + ":" +
                                                                     std::to_string(fault.position.column);
            text += file + place + ": " + fault.message + "\n";
        };
        try {
            const lessons::FaultList faults = lessons::checkLessonFile(file, catalog);
            for (const lessons::Fault& fault : faults.faults()) add(fault);
        } catch (const engine::Error& error) {
            const std::string message = error.what(), prefix = file + ": ";
            add({{}, message.starts_with(prefix) ? message.substr(prefix.size()) : message});
        }
    }
    if (sink) {
        sink->line(list);
        sink->finish();
    }
    if (options.json != "-") printText(list.empty() ? "no faults\n" : text);
    if (!list.empty()) throw CLI::RuntimeError(2);
}

}  // namespace

void addCheck(CLI::App& app) {
    CLI::App* command = app.add_subcommand("check", "Name everything that is wrong with lesson files, one line each");
    const auto options = std::make_shared<CheckOptions>();
    command->add_option("FILE", options->files, "Lesson files")->required();
    addJsonOption(*command, options->json);
    command->callback([options] { check(*options); });
}

}  // namespace cli
