// gatewise progress: the files that a class handed in, as one table.
#include <algorithm>
#include <filesystem>

#include "cli/commands.h"
#include "cli/json.h"
#include "cli/output.h"
#include "engine/files/filewriter.h"
#include "lessons/progress/progress.h"

namespace cli {
namespace {

struct ProgressOptions {
    std::vector<std::string> files;
    std::string json, csv;
};

/// One learner in one lesson.
struct Row {
    std::string learner, lesson, title;
    int seen = 0, steps = 0;
    int right = 0, answered = 0, questions = 0;
    int met = 0, shown = 0, exercises = 0;
};

std::vector<Row> rowsOf(const std::string& file) {
    std::error_code error;
    if (!std::filesystem::exists(file, error)) throw engine::Error(file + ": no such file");
    const lessons::Progress progress = lessons::readProgress(file);
    const std::string learner =
        progress.learner.empty() ? std::filesystem::path(file).stem().string() : progress.learner;
    std::vector<Row> rows;
    for (const auto& [key, lesson] : progress.lessons) {
        Row row{learner, key, lesson.title};
        row.seen = int(lesson.seen.size());
        row.steps = lesson.steps;
        row.answered = int(lesson.answers.size());
        row.right = int(std::count_if(lesson.answers.begin(), lesson.answers.end(),
                                      [](const lessons::GivenAnswer& each) { return each.isRight; }));
        row.questions = lesson.questions;
        row.met = int(lesson.met.size());
        row.shown = int(std::count_if(lesson.met.begin(), lesson.met.end(),
                                      [](const lessons::MetExercise& each) { return each.wasShown; }));
        row.exercises = lesson.exercises;
        rows.push_back(std::move(row));
    }
    if (rows.empty()) rows.push_back({learner, "-", "nothing yet"});
    return rows;
}

/// Bytes that begin a character; a name is as wide as its letters.
std::size_t letters(const std::string& text) {
    return std::size_t(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

std::string padded(const std::string& text, std::size_t width) {
    return text + std::string(width > letters(text) ? width - letters(text) : 0, ' ');
}

std::string of(int part, int whole) {
    return std::to_string(part) + " of " + std::to_string(whole);
}

std::string tableText(const std::vector<Row>& rows) {
    std::vector<std::vector<std::string>> cells{
        {"learner", "lesson", "steps seen", "answers right", "questions", "exercises met", "of these shown"}};
    for (const Row& row : rows)
        cells.push_back({row.learner, row.lesson, of(row.seen, row.steps), of(row.right, row.answered),
                         std::to_string(row.questions), of(row.met, row.exercises), std::to_string(row.shown)});
    std::string text;
    for (const auto& line : cells) {
        std::string out;
        for (std::size_t k = 0; k < line.size(); ++k) {
            std::size_t width = 0;
            for (const auto& other : cells) width = std::max(width, letters(other[k]));
            out += k + 1 < line.size() ? padded(line[k], width + 2) : line[k];
        }
        text += out + "\n";
    }
    return text;
}

/// A cell that a spreadsheet would take for a formula is told to be a text.
std::string csvCell(std::string text) {
    if (!text.empty() && std::string("=+-@\t\r").find(text[0]) != std::string::npos) text.insert(0, "'");
    if (text.find_first_of(",\"\n\r") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
    return quoted + "\"";
}

std::string csvText(const std::vector<Row>& rows) {
    std::string text =
        "learner,lesson,steps_seen,steps,answers_right,answers,questions,exercises_met,exercises_shown,exercises\n";
    for (const Row& row : rows)
        text += csvCell(row.learner) + "," + csvCell(row.lesson) +
                format(",%d,%d,%d,%d,%d,%d,%d,%d\n", row.seen, row.steps, row.right, row.answered, row.questions,
                       row.met, row.shown, row.exercises);
    return text;
}

Json rowsJson(const std::vector<Row>& rows) {
    Json list = Json::array();
    for (const Row& row : rows)
        list.push_back({{"learner", row.learner},
                        {"lesson", row.lesson},
                        {"title", row.title},
                        {"steps_seen", row.seen},
                        {"steps", row.steps},
                        {"answers_right", row.right},
                        {"answers", row.answered},
                        {"questions", row.questions},
                        {"exercises_met", row.met},
                        {"exercises_shown", row.shown},
                        {"exercises", row.exercises}});
    return list;
}

void tellProgress(const ProgressOptions& options) {
    std::vector<Row> rows;
    for (const std::string& file : options.files)
        for (Row& row : rowsOf(file)) rows.push_back(std::move(row));
    std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.learner < b.learner; });
    if (!options.json.empty()) {
        JsonSink sink(options.json);
        sink.line(rowsJson(rows));
        sink.finish();
    }
    if (!options.csv.empty() && options.csv != "-") {
        engine::FileWriter file(options.csv);
        file.write(csvText(rows));
        file.finish();
    }
    if (options.csv == "-")
        printBytes(csvText(rows));
    else if (options.json != "-")
        printText(tableText(rows));
}

}  // namespace

void addProgress(CLI::App& app) {
    CLI::App* command =
        app.add_subcommand("progress", "Make a table of the progress that learners exported and handed in");
    const auto options = std::make_shared<ProgressOptions>();
    command->add_option("FILE", options->files, "Files of progress, one a learner")->required();
    addJsonOption(*command, options->json);
    command->add_option("--csv", options->csv, "Write the table as CSV to this file, or to standard output with -")
        ->type_name("FILE|-");
    command->callback([options] { tellProgress(*options); });
}

}  // namespace cli
