// From the words of the command line to a task.
#include "cli/commands.h"
#include "cli/numbers.h"
#include "lessons/catalog.h"
#include "lessons/text/reader.h"

namespace cli {

void TaskOptions::addTo(CLI::App& command) {
    command
        .add_option("LESSON", lesson, "Id of the lesson, such as forecasting (see gatewise lessons), or a lesson file")
        ->required();
    command.add_option("--version", version, "real or tutorial; default: the lesson's first")->type_name("NAME");
    addSeed(command, seed, "Seed of weights, shuffles and random data");
    command
        .add_option("--set", overrides,
                    "Any key of the lesson's front matter: training.learning_rate=0.01; may be repeated")
        ->type_name("PATH=VALUE")
        ->expected(1)
        ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    addWhole(command, "--threads", threads,
             "Default: as many as the machine has, at most 4; does not change the result", 1, kMostThreads);
}

bool isLessonFile(const std::string& lesson) {
    return lesson.ends_with(".md") || lesson.find('/') != std::string::npos;
}

lessons::Lesson lessonOf(const std::string& idOrFile) {
    return isLessonFile(idOrFile) ? lessons::readLesson(idOrFile) : lessons::findLesson(idOrFile);
}

std::shared_ptr<const lessons::Task> TaskOptions::make() const {
    return lessons::makeTask(lessonOf(lesson).spec(version, overrides), seed);
}

void addJsonOption(CLI::App& command, std::string& path) {
    command.add_option("--json", path, "Write JSON to this file, or to standard output with -")->type_name("FILE|-");
}

}  // namespace cli
