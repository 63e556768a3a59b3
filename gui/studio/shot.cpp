// The commands that make pictures.
#include "gui/studio/shot.h"

#include <CLI/CLI.hpp>
#include <QApplication>
#include <QDir>
#include <cstdio>
#include <memory>

#include "cli/commands.h"
#include "cli/numbers.h"
#include "engine/core/error.h"
#include "engine/files/filewriter.h"
#include "gui/pages/pages.h"
#include "gui/studio/cellpictures.h"
#include "gui/studio/pseudotranslator.h"
#include "gui/studio/studio.h"
#include "lessons/catalog.h"
#include "lessons/session/viewof.h"

namespace gui {
namespace {

struct ShotOptions {
    Selection selection;
    std::string page = "step", at, size = "1440x900", theme = "light", language = "en", out, texts;
    bool presenter = false, trained = false;
    double textScale = 1.0;
    int lessonPage = 1;
    bool asStep = false;  ///< page and place are those of the lesson's step
};

QSize sizeFrom(const std::string& text) {
    int width = 0, height = 0;
    char rest = 0;
    if (std::sscanf(text.c_str(), "%dx%d%c", &width, &height, &rest) != 2 || width < 800 || height < 560 ||
        width > 7680 || height > 4320)
        throw engine::Error("--size: expected WxH from 800x560 to 7680x4320, got " + text);
    return {width, height};
}

/// The page, the place and the settings that the step opens the tool with.
void takeState(Selection& selection, PictureState& state) {
    const lessons::Lesson lesson = lessons::findLesson(selection.lesson);
    const std::string version = lesson.spec(selection.version).version;
    const std::vector<lessons::LessonPage> pages = lesson.pagesOf(version);
    if (state.lessonPage > int(pages.size()))
        throw engine::Error("--lesson-page: expected a step from 1 to " + std::to_string(pages.size()) + ", got " +
                            std::to_string(state.lessonPage));
    const auto& step = pages[std::size_t(state.lessonPage - 1)].state;
    if (!step) return;
    if (!step->page.empty()) state.page = step->page;
    selection.overrides = lessons::settingsAt(*step, lesson.settingsOfSteps(version), selection.overrides);
    state.at = QString::fromStdString(step->place);
}

void takeShot(const ShotOptions& options) {
    PictureState state;
    state.page = options.page;
    state.at = QString::fromStdString(options.at);
    state.size = sizeFrom(options.size);
    state.theme = Theme::kindFromName(QString::fromStdString(options.theme));
    state.presenter = options.presenter;
    state.trained = options.trained;
    state.textScale = options.textScale;
    state.lessonPage = options.lessonPage;
    Selection wanted = options.selection;
    if (cli::isLessonFile(wanted.lesson)) wanted.lesson = lessons::addLessonFile(wanted.lesson).id;
    if (options.asStep) takeState(wanted, state);
    const Cursor place = parseCursor(state.at);  // a slip is told before anything is trained
    const Selection selection = lessons::selectionOf(place, wanted);
    if (selection.lesson != wanted.lesson)
        throw engine::Error("--at: lesson: expected " + wanted.lesson + ", as LESSON says, got " + selection.lesson);
    if (options.language != "en" && options.language != "pseudo")
        throw engine::Error("--language: expected en or pseudo, got " + options.language);
    Studio::checkName(QString::fromStdString(options.out));
    for (const std::string& file : {options.out, options.texts})
        if (!file.empty()) (void)engine::FileWriter(file);
    const auto application = makeOffscreenApplication();
    PseudoTranslator pseudo;
    if (options.language == "pseudo") application->installTranslator(&pseudo);
    Studio studio(selection);
    studio.show(state);
    studio.save(QString::fromStdString(options.out));
    if (!options.texts.empty()) studio.saveTexts(QString::fromStdString(options.texts));
}

struct Stop {
    const char* name;
    PictureState state;
};

std::vector<Stop> tourStops() {
    const std::string step = "step", train = "train";
    const auto light = Theme::Kind::Light, dark = Theme::Kind::Dark, contrast = Theme::Kind::HighContrast;
    const QSize large(1440, 900), wide(1280, 720), small(1024, 768);
    return {{"01-step-before-training", {step, "t=1", large, light, false, 1.0, 1}},
            {"02-train-before-training", {train, "t=1", large, light, false, 1.0, 1}},
            {"03-train-epoch-2", {train, "epoch=2,t=18", large, light, false, 1.0, 1}},
            {"04-train-epoch-10", {train, "epoch=10,t=18", large, light, false, 1.0, 2}},
            {"05-step-forget-gate", {step, "epoch=10,t=18,op=f,unit=3", large, light, false, 1.0, 3}},
            {"06-step-cell", {step, "epoch=10,t=18,op=c,unit=3", large, light, false, 1.0, 3}},
            {"07-step-backward", {step, "epoch=10,t=50,op=f,unit=3,pass=backward", large, light, false, 1.0, 3}},
            {"08-step-dark", {step, "epoch=10,t=18,op=i*g,unit=3", large, dark, false, 1.0, 3}},
            {"09-train-dark", {train, "epoch=10,t=18", large, dark, false, 1.0, 2}},
            {"10-step-1280x720", {step, "epoch=10,t=18,op=o,unit=3", wide, light, false, 1.0, 3}},
            {"11-train-1024x768", {train, "epoch=10,t=18", small, light, false, 1.0, 2}},
            {"12-step-presenter-1024x768", {step, "epoch=10,t=18,op=f,unit=3", small, light, true, 1.0, 3}},
            {"13-step-high-contrast", {step, "epoch=10,t=50,op=h,unit=3", large, contrast, false, 1.0, 3}}};
}

void takeTour(const std::string& out, const Selection& selection) {
    const QDir folder(QString::fromStdString(out));
    if (!folder.mkpath(QStringLiteral("."))) throw engine::Error(out + ": the folder cannot be made");
    const auto application = makeOffscreenApplication();
    Studio studio(selection);
    for (const Stop& stop : tourStops()) {
        studio.show(stop.state);
        const QString file = folder.filePath(QString::fromLatin1(stop.name) + QStringLiteral(".png"));
        studio.save(file);
        std::fprintf(stderr, "%s\n", qUtf8Printable(file));
    }
}

void takeCells(const std::string& out) {
    const auto application = makeOffscreenApplication();
    saveCellPictures(QString::fromStdString(out));
    std::fprintf(stderr, "%s\n", out.c_str());
}

}  // namespace

void addShot(CLI::App& app) {
    auto options = std::make_shared<ShotOptions>();
    CLI::App* shot = app.add_subcommand("shot", "renders a page to a picture");
    shot->add_option("LESSON", options->selection.lesson, "id of the lesson, or a lesson file")->required();
    shot->add_option("--page", options->page, "The page")->capture_default_str()->check(CLI::IsMember(pageIds()));
    shot->add_option("--version", options->selection.version, "real or tutorial");
    cli::addSeed(*shot, options->selection.seed, "of weights, shuffles and data");
    shot->add_option("--set", options->selection.overrides, "PATH=VALUE, a key of the lesson's front matter");
    cli::addWhole(*shot, "--threads", options->selection.threads, "0: as many as the machine has, at most 4", 0,
                  cli::kMostThreads);
    shot->add_option("--at", options->at, "epoch=5,t=18,op=f,unit=3");
    cli::addWhole(*shot, "--lesson-page", options->lessonPage,
                  "step of the lesson, from 1; without --page and --at as the step opens the tool", 1, 1000)
        ->default_str("1");
    shot->add_option("--size", options->size, "WxH in pixels")->capture_default_str();
    shot->add_option("--theme", options->theme, "light, dark or high-contrast")
        ->capture_default_str()
        ->check(CLI::IsMember({"light", "dark", "high-contrast"}));
    shot->add_flag("--trained", options->trained, "all models of the lesson trained to their ends");
    shot->add_flag("--presenter", options->presenter, "type of 20 px and up");
    cli::addNumber(*shot, "--text-scale", options->textScale, "0.75 to 2", "a number from 0.75 to 2", [](double scale) {
        return scale >= 0.75 && scale <= 2.0;
    })->default_str("1");
    shot->add_option("--language", options->language,
                     "en, or pseudo: accents and 40 % more letters, to see what a translation would break")
        ->capture_default_str();
    shot->add_option("--out", options->out, "FILE.png, .svg or .pdf")->required();
    shot->add_option("--texts", options->texts, "FILE.json: every visible text with its place");
    shot->callback([options, shot] {
        options->asStep = shot->count("--lesson-page") > 0 && shot->count("--page") + shot->count("--at") == 0;
        takeShot(*options);
    });
}

void addTour(CLI::App& app) {
    auto out = std::make_shared<std::string>();
    auto selection = std::make_shared<Selection>();
    CLI::App* tour = app.add_subcommand("tour", "renders a dozen pictures of the Step and Train pages");
    tour->add_option("--out", *out, "folder for the pictures")->required();
    auto cells = std::make_shared<bool>(false);
    tour->add_flag("--cells", *cells, "every cell instead: both passes, the three zooms, light and dark");
    cli::addSeed(*tour, selection->seed, "of weights and shuffles");
    tour->callback([out, selection, cells] { *cells ? takeCells(*out) : takeTour(*out, *selection); });
}

}  // namespace gui
