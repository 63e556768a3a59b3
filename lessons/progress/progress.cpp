// The file of progress: JSON that a teacher can read.
#include "lessons/progress/progress.h"

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "engine/core/error.h"
#include "engine/files/filewriter.h"

namespace lessons {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kFormat = "gatewise progress";
constexpr int kVersion = 1;
constexpr std::uintmax_t kLargestFile = 16u << 20;

Json json(const LessonProgress& lesson) {
    Json answers = Json::array(), met = Json::array();
    for (const GivenAnswer& each : lesson.answers)
        answers.push_back({{"question", each.question},
                           {"kind", each.isPrediction ? "predict" : "quiz"},
                           {"answer", each.answer},
                           {"right", each.isRight},
                           {"time", each.time}});
    for (const MetExercise& each : lesson.met)
        met.push_back({{"task", each.task}, {"time", each.time}, {"shown", each.wasShown}});
    return {{"title", lesson.title},         {"steps", lesson.steps}, {"questions", lesson.questions},
            {"exercises", lesson.exercises}, {"seen", lesson.seen},   {"answers", std::move(answers)},
            {"met", std::move(met)}};
}

LessonProgress lesson(const Json& json, const std::string& key) {
    LessonProgress lesson;
    const std::size_t slash = key.find('/');
    lesson.version = slash == std::string::npos ? std::string() : key.substr(slash + 1);
    json.at("title").get_to(lesson.title);
    json.at("steps").get_to(lesson.steps);
    json.at("questions").get_to(lesson.questions);
    json.at("exercises").get_to(lesson.exercises);
    json.at("seen").get_to(lesson.seen);
    for (const Json& each : json.at("answers"))
        lesson.answers.push_back({each.at("question").get<std::string>(), each.at("kind") == "predict",
                                  each.at("answer").get<std::string>(), each.at("right").get<bool>(),
                                  each.at("time").get<std::string>()});
    for (const Json& each : json.at("met"))
        lesson.met.push_back(
            {each.at("task").get<std::string>(), each.at("time").get<std::string>(), each.at("shown").get<bool>()});
    return lesson;
}

}  // namespace

void Progress::answer(const std::string& lesson, GivenAnswer answer) {
    if (!answerTo(lesson, answer.question)) lessons[lesson].answers.push_back(std::move(answer));
}

void Progress::meet(const std::string& lesson, MetExercise exercise) {
    if (!meeting(lesson, exercise.task)) lessons[lesson].met.push_back(std::move(exercise));
}

void Progress::see(const std::string& lesson, int step) {
    std::vector<int>& seen = lessons[lesson].seen;
    const auto at = std::lower_bound(seen.begin(), seen.end(), step);
    if (at == seen.end() || *at != step) seen.insert(at, step);
}

const GivenAnswer* Progress::answerTo(const std::string& lesson, const std::string& question) const {
    const auto found = lessons.find(lesson);
    if (found == lessons.end()) return nullptr;
    for (const GivenAnswer& each : found->second.answers)
        if (each.question == question) return &each;
    return nullptr;
}

const MetExercise* Progress::meeting(const std::string& lesson, const std::string& task) const {
    const auto found = lessons.find(lesson);
    if (found == lessons.end()) return nullptr;
    for (const MetExercise& each : found->second.met)
        if (each.task == task) return &each;
    return nullptr;
}

nlohmann::ordered_json progressJson(const Progress& progress) {
    Json all = Json::object();
    for (const auto& [key, each] : progress.lessons) all[key] = json(each);
    return {{"format", kFormat}, {"version", kVersion}, {"learner", progress.learner}, {"lessons", std::move(all)}};
}

Progress parseProgress(const std::string& text, const std::string& name) {
    try {
        const Json whole = Json::parse(text);
        if (!whole.is_object() || whole.value("format", Json()) != kFormat)
            throw engine::Error(name + ": expected a file of progress that Gatewise wrote");
        if (const Json version = whole.value("version", Json()); version != kVersion)
            throw engine::Error(name + ": expected version " + std::to_string(kVersion) +
                                " of a file of progress, got " + version.dump());
        Progress progress;
        whole.at("learner").get_to(progress.learner);
        for (const auto& [key, each] : whole.at("lessons").items()) progress.lessons[key] = lesson(each, key);
        return progress;
    } catch (const Json::exception& error) {
        throw engine::Error(name + ": expected a file of progress that Gatewise wrote, got one that is damaged (" +
                            error.what() + ")");
    }
}

Progress readProgress(const std::string& path) {
    const std::string name = std::filesystem::path(path).filename().string();
    std::error_code error;
    if (!std::filesystem::exists(path, error)) return {};
    if (!std::filesystem::is_regular_file(path, error)) throw engine::Error(name + ": expected a file");
    if (std::filesystem::file_size(path, error) > kLargestFile) throw engine::Error(name + ": larger than 16 MB");
    std::ifstream stream(path, std::ios::binary);
    if (!stream) throw engine::Error(name + ": cannot be read");
    std::ostringstream text;
    text << stream.rdbuf();
    return parseProgress(text.str(), name);
}

void writeProgress(const Progress& progress, const std::string& path) {
    engine::FileWriter file(path);
    file.write(progressJson(progress).dump(1, ' ', false, Json::error_handler_t::replace) + "\n");
    file.finish();
}

std::string timeNow() {
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    gmtime_r(&now, &parts);
    char text[32];
    std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
    return text;
}

}  // namespace lessons
