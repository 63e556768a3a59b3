// Starts the window with what the command line asks for.
#include "gui/app/runwindow.h"

#include <QApplication>
#include <QIcon>
#include <QSettings>
#include <QStyleFactory>

#include "engine/core/error.h"
#include "gui/app/mainwindow.h"
#include "lessons/catalog.h"

namespace gui {

int runWindow(QApplication& application, const WindowOptions& options) {
    application.setApplicationName(QStringLiteral("Gatewise"));
    application.setOrganizationName(QStringLiteral("Gatewise"));
    application.setApplicationVersion(QStringLiteral(GATEWISE_VERSION));
    application.setDesktopFileName(QStringLiteral("gatewise"));
    application.setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    Theme::loadFonts();  // and with them the other files inside the program
    application.setWindowIcon(QIcon(QStringLiteral(":/icons/gatewise.svg")));
    QSettings settings;
    Bridge bridge;
    MainWindow window(bridge, &settings);
    attempt(bridge, [&] {
        if (!options.theme.empty()) window.setThemeKind(Theme::kindFromName(QString::fromStdString(options.theme)));
        if (!options.page.empty()) window.setPage(options.page);
        if (!options.at.empty()) window.setStartCursor(Cursor::parse(options.at));
    });
    window.show();
    std::string lesson = options.lesson, version = options.version;
    if (!options.file.empty()) window.openFile(QString::fromStdString(options.file));
    if (lesson.empty()) {
        // A lesson from elsewhere may be gone since.
        try {
            const QString left = settings.value(QStringLiteral("window/lessonFile")).toString();
            if (!left.isEmpty()) static_cast<void>(lessons::addLessonFile(left.toStdString()));
        } catch (const engine::Error&) {
            settings.remove(QStringLiteral("window/lesson"));
        }
        lesson = settings.value(QStringLiteral("window/lesson")).toString().toStdString();
        version = settings.value(QStringLiteral("window/version")).toString().toStdString();
    }
    if (lesson.empty()) lesson = window.firstLesson();
    if (options.file.empty() || bridge.wanted().lesson.empty())
        bridge.open({lesson, version, options.overrides, options.seed, options.threads});
    return application.exec();
}

}  // namespace gui
