// Opens and watches lesson files.
#include "gui/app/lessonfiles.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QMimeData>
#include <QUrl>
#include <algorithm>
#include <exception>

#include "lessons/catalog.h"

namespace gui {

LessonFiles::LessonFiles(QWidget* window) : QObject(window), m_window(window) {
    // An editor writes in pieces, or puts a new file in the place of the old one: wait until it is done.
    m_later.setSingleShot(true);
    m_later.setInterval(200);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, &m_later, qOverload<>(&QTimer::start));
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, [this] {
        // The file is there again.
        if (!m_watcher.files().contains(m_path) && QFileInfo::exists(m_path)) m_later.start();
    });
    connect(&m_later, &QTimer::timeout, this, [this] {
        if (!QFileInfo::exists(m_path)) return;
        if (!m_watcher.files().contains(m_path)) m_watcher.addPath(m_path);
        Q_EMIT changed();
    });
}

void LessonFiles::chooseFile() {
    auto* dialog = new QFileDialog(m_window, tr("Open a lesson"), {}, tr("Lessons (*.md)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, &LessonFiles::open);
    dialog->open();
}

void LessonFiles::chooseFolder() {
    auto* dialog = new QFileDialog(m_window, tr("Open a folder of lessons"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    connect(dialog, &QFileDialog::fileSelected, this, &LessonFiles::open);
    dialog->open();
}

void LessonFiles::open(const QString& path) {
    try {
        if (!QFileInfo(path).isDir()) {
            Q_EMIT opened(QString::fromStdString(lessons::addLessonFile(path.toStdString()).id));
            return;
        }
        const std::vector<std::string> files = lessons::addLessonFolder(path.toStdString());
        for (const lessons::Lesson& lesson : lessons::readCatalog().lessons)
            if (std::find(files.begin(), files.end(), lesson.file) != files.end())
                return Q_EMIT opened(QString::fromStdString(lesson.id));
        Q_EMIT opened({});  // every file has a fault: the list of lessons tells them
    } catch (const std::exception& error) {
        Q_EMIT failed(QString::fromUtf8(error.what()));
    }
}

void LessonFiles::watch(const QString& path) {
    if (path == m_path) return;
    if (!m_watcher.files().isEmpty()) m_watcher.removePaths(m_watcher.files());
    if (!m_watcher.directories().isEmpty()) m_watcher.removePaths(m_watcher.directories());
    m_path = path;
    m_watcher.addPath(path);
    m_watcher.addPath(QFileInfo(path).path());
}

QString LessonFiles::droppedPath(const QMimeData& data) {
    const QList<QUrl> urls = data.urls();
    if (urls.size() != 1 || !urls.front().isLocalFile()) return {};
    const QString path = urls.front().toLocalFile();
    const bool fits = QFileInfo(path).isDir() || path.endsWith(QLatin1String(".md"), Qt::CaseInsensitive);
    return fits ? path : QString();
}

}  // namespace gui
