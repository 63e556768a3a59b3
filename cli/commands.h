// The commands of the program, and what they share.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "lessons/tasks/task.h"

namespace cli {

// Each adds one subcommand. Its callback runs at the end of parsing; an engine::Error thrown there becomes one line on
// standard error and exit code 2, CLI::RuntimeError(code) another exit code.
void addLessons(CLI::App& app);
void addCheck(CLI::App& app);
void addNewLesson(CLI::App& app);
void addProgress(CLI::App& app);
void addTrain(CLI::App& app);
void addTrace(CLI::App& app);
void addModel(CLI::App& app);

/// The options that name a task: LESSON, --version, --seed, --set, and --threads.
struct TaskOptions {
    std::string lesson, version;
    std::uint64_t seed = 7;
    std::vector<std::string> overrides;
    int threads = 0;

    void addTo(CLI::App& command);
    /// Throws engine::Error.
    [[nodiscard]] std::shared_ptr<const lessons::Task> make() const;
};

/// A lesson by its id, or a file by its path: what ends in .md or holds a slash.
[[nodiscard]] bool isLessonFile(const std::string& lesson);
[[nodiscard]] lessons::Lesson lessonOf(const std::string& idOrFile);

/// --json FILE|-
void addJsonOption(CLI::App& command, std::string& path);

}  // namespace cli
