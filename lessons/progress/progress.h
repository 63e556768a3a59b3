// What a learner answered and which exercises were met, lesson by lesson: kept on this computer, handed in as one file.
#pragma once

#include <map>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

namespace lessons {

struct GivenAnswer {
    std::string question;  ///< its words
    bool isPrediction = true;
    std::string answer;  ///< the words of the choice, or the number as it was typed
    bool isRight = false;
    std::string time;  ///< of the first answer, "2024-05-14T09:30:00Z"; a later one changes nothing
    bool operator==(const GivenAnswer&) const = default;
};

struct MetExercise {
    std::string task;  ///< its words
    std::string time;
    bool wasShown = false;  ///< "show me" did it, or part of it
    bool operator==(const MetExercise&) const = default;
};

struct LessonProgress {
    std::string title;
    std::string version;
    int steps = 0;  ///< how many there are, when it was last open
    int questions = 0, exercises = 0;
    std::vector<int> seen;  ///< steps that were open, from 1, ascending
    std::vector<GivenAnswer> answers;
    std::vector<MetExercise> met;
    bool operator==(const LessonProgress&) const = default;
};

struct Progress {
    std::string learner;                            ///< as the learner writes it; may be empty
    std::map<std::string, LessonProgress> lessons;  ///< by "forecasting/real"

    /// The first answer stays: that is what was predicted.
    void answer(const std::string& lesson, GivenAnswer answer);
    void meet(const std::string& lesson, MetExercise exercise);
    void see(const std::string& lesson, int step);
    [[nodiscard]] const GivenAnswer* answerTo(const std::string& lesson, const std::string& question) const;
    [[nodiscard]] const MetExercise* meeting(const std::string& lesson, const std::string& task) const;
    bool operator==(const Progress&) const = default;
};

[[nodiscard]] nlohmann::ordered_json progressJson(const Progress& progress);

/// name: the file, for messages. Throws engine::Error "anna.json: ..." for what is not a file of progress.
[[nodiscard]] Progress parseProgress(const std::string& text, const std::string& name);
/// An absent file is an empty progress.
[[nodiscard]] Progress readProgress(const std::string& path);
/// Written aside and put in its place: whatever happens meanwhile, the old one or the new one is there whole.
void writeProgress(const Progress& progress, const std::string& path);

/// Now, as the file has it.
[[nodiscard]] std::string timeNow();

}  // namespace lessons
