// A lesson: a Markdown file with a YAML front matter that names the data, the model and the training in Keras's words.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "lessons/format/page.h"
#include "lessons/format/setting.h"

namespace lessons {

using Json = nlohmann::ordered_json;

/// One version of a lesson, with every override applied: what a Task is made from.
struct Spec {
    std::string lesson;  ///< id, "forecasting"
    std::string title;
    std::string version;  ///< "real" | "tutorial"
    std::string file;     ///< its name, for messages
    std::string folder;   ///< where it lies; its data may lie beside it
    Json data, model, training, result, expected;
    std::map<std::string, Position> positions;  ///< by dotted path, "training.learning_rate"

    /// "06-forecasting.md:12:3: " for the path, or the nearest one above it; "--set training.epochs: " where it was
    /// set.
    [[nodiscard]] std::string where(const std::string& path) const;
    /// Throws the message with that place; SettingError where a set value is at fault.
    [[noreturn]] void fail(const std::string& path, const std::string& message,
                           const std::optional<WantedNumber>& wanted = {}) const;
    /// What the action throws gets the place of the path.
    template <typename Action>
    auto placed(const std::string& path, Action&& action) const {
        try {
            return action();
        } catch (const engine::Error& error) {
            fail(path, error.what());
        }
    }

 private:
    /// The key, at the path or the nearest above it, that stands in the file or was set; null: none of them.
    [[nodiscard]] const std::pair<const std::string, Position>* nearest(std::string path) const;
};

struct Lesson {
    int number = 0;
    std::string id;
    std::string title;
    std::string file;
    std::vector<std::string> versions;  ///< "real" first where there is one
    std::vector<LessonPage> pages;
    Json frontMatter;
    std::map<std::string, Position> positions;

    /// The pages of a version, in order: its own and those that belong to every one.
    [[nodiscard]] std::vector<LessonPage> pagesOf(const std::string& version) const;
    /// The keys that steps of a version set: "data.task".
    [[nodiscard]] std::vector<std::string> settingsOfSteps(const std::string& version) const;

    /// version "": the default, the first of versions. overrides: "training.learning_rate=0.01"; values are read as
    /// YAML. Throws engine::Error with file:line:column for a wrong key, value or version.
    [[nodiscard]] Spec spec(const std::string& version = {}, const std::vector<std::string>& overrides = {}) const;
};

}  // namespace lessons
