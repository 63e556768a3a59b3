// The window and its lessons: files that are opened, steps that open the tool somewhere, progress that is handed in.
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QMimeData>
#include <QStandardPaths>

#include "gui/app/lessonfiles.h"
#include "gui/app/mainwindow.h"
#include "gui/app/topbar.h"
#include "gui/lesson/contentsview.h"
#include "gui/lesson/lessonpanel.h"
#include "gui/lesson/progresskeeper.h"
#include "gui/outcome/sidecharts.h"
#include "gui/pages/page.h"
#include "lessons/catalog.h"

namespace gui {

void MainWindow::connectLessons() {
    setAcceptDrops(true);
    m_files = new LessonFiles(this);
    connect(m_top, &TopBar::openFileWanted, m_files, &LessonFiles::chooseFile);
    connect(m_top, &TopBar::openFolderWanted, m_files, &LessonFiles::chooseFolder);
    connect(m_files, &LessonFiles::failed, &m_bridge, &Bridge::report);
    connect(m_files, &LessonFiles::opened, this, [this](const QString& lesson) {
        readCatalog();
        if (!lesson.isEmpty()) openLesson(lesson, {});
    });
    // Read again, at its step and its place; what training does not see anew goes on.
    connect(m_files, &LessonFiles::changed, this, [this] {
        readCatalog();
        m_bridge.open(m_bridge.selection());
    });
    connect(m_lesson, &LessonPanel::stateWanted, this, &MainWindow::applyState);
    connect(m_lesson, &LessonPanel::outcomeHidden, this, [this](bool hidden) {
        const QString words =
            hidden ? tr("Hidden until the questions of this step are answered: look after you have thought.")
                   : QString();
        m_charts->cover(words);
        for (Page* page : m_pageList) page->coverOutcome(words);
    });
    connect(&m_bridge, &Bridge::snapshotChanged, m_lesson,
            [this](const auto& snapshot) { m_lesson->setSnapshot(snapshot); });
    ContentsView& contents = m_lesson->contents();
    contents.setCatalog([] { return lessons::readCatalog().lessons; });
    connect(&contents, &ContentsView::hitPicked, this, [this](const QString& id, const QString& version, int page) {
        const bool isOpen = id.toStdString() == m_open.lesson && version.toStdString() == m_open.version;
        m_pageToOpen = page;
        if (isOpen)
            m_lesson->goToPage(*std::exchange(m_pageToOpen, std::nullopt));
        else
            openLesson(id, version);
    });
    connect(&contents, &ContentsView::exportWanted, this, &MainWindow::exportProgress);
    ProgressKeeper& keeper = m_lesson->keeper();
    connect(&keeper, &ProgressKeeper::failed, &m_bridge, &Bridge::report);
    if (m_settings)
        keeper.setFile(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) +
                       QStringLiteral("/progress.json"));
}

void MainWindow::readCatalog() {
    const lessons::Catalog catalog = lessons::readCatalog();
    m_lessonCount = int(catalog.lessons.size());
    if (m_lessonCount > 0) m_firstLesson = catalog.lessons.front().id;
    m_top->setCatalog(catalog);
    m_catalogFault.clear();
    if (catalog.faults.empty()) return;
    m_catalogFault = QString::fromStdString(catalog.faults.front().message);
    if (const auto others = catalog.faults.size() - 1; others > 0)
        m_catalogFault += tr(" (%1 more in the list of lessons)").arg(others);
}

void MainWindow::openFile(const QString& path) {
    m_files->open(path);
}

void MainWindow::applyState(const lessons::StepState& state) {
    if (!state.page.empty()) setPage(state.page);
    const lessons::Place place = lessons::Place::parse(state.place);
    Selection wanted = lessons::selectionOf(place, m_bridge.selection());
    wanted.overrides = lessons::settingsAt(state, m_lesson->settingsOfSteps(), wanted.overrides);
    if (wanted != m_bridge.selection()) {
        m_lesson->waitForNet();
        m_startCursor = placeIn(place);
        m_bridge.open(wanted);
    } else if (!state.place.empty()) {
        attempt(m_bridge, [&] { openPlace(place); });
    }
    // The step that was asked for stays in view, also where the page has a panel of its own.
    m_lessonInstead = true;
    arrange();
}

void MainWindow::exportProgress() {
    auto* dialog = new QFileDialog(this, tr("Save progress to hand in"), {}, tr("Progress (*.json)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(QStringLiteral("json"));
    const QString name = QString::fromStdString(m_lesson->keeper().progress().learner);
    dialog->selectFile((name.isEmpty() ? tr("progress") : QString(name).replace(u'/', u'-')) + QStringLiteral(".json"));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& path) { attempt(m_bridge, [&] { m_lesson->keeper().exportTo(path); }); });
    dialog->open();
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (!LessonFiles::droppedPath(*event->mimeData()).isEmpty()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    const QString path = LessonFiles::droppedPath(*event->mimeData());
    if (path.isEmpty()) return;
    event->acceptProposedAction();
    openFile(path);
}

}  // namespace gui
