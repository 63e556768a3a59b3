// Lesson files from elsewhere: chosen, dropped on the window, and read again when they change.
#pragma once

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

class QWidget;

namespace gui {

class LessonFiles : public QObject {
    Q_OBJECT

 public:
    explicit LessonFiles(QWidget* window);
    /// Asks for a file or a folder; the window stays usable meanwhile.
    void chooseFile();
    void chooseFolder();
    /// A lesson file, or a folder of them. Emits opened() or failed().
    void open(const QString& path);
    /// Emits changed() when this file was saved again, by whatever way editors save.
    void watch(const QString& path);
    /// What can be dropped: one lesson file or folder.
    [[nodiscard]] static QString droppedPath(const class QMimeData& data);

 Q_SIGNALS:
    /// The catalogue holds it now.
    void opened(const QString& lesson);
    void failed(const QString& message);
    void changed();

 private:
    QWidget* m_window;
    QFileSystemWatcher m_watcher;
    QTimer m_later;
    QString m_path;
};

}  // namespace gui
