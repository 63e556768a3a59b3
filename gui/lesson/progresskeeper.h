// The learner's progress while the window is open, and its file: written after every change, whole or not at all.
#pragma once

#include <QObject>
#include <QString>

#include "lessons/format/lesson.h"
#include "lessons/progress/progress.h"

namespace gui {

class ProgressKeeper : public QObject {
    Q_OBJECT

 public:
    explicit ProgressKeeper(QObject* parent = nullptr);
    /// Reads the file and keeps to it; one that cannot be read is left as it is, told once by failed(), and nothing is
    /// written over it.
    void setFile(const QString& path);
    [[nodiscard]] const lessons::Progress& progress() const { return m_progress; }

    /// What is answered and met from now on belongs to it. Steps and blocks are those of the version.
    void setLesson(const lessons::Lesson& lesson, const std::string& version);
    [[nodiscard]] const std::string& lessonKey() const { return m_key; }
    void see(int step);
    void answer(const lessons::PageQuestion& question, const QString& given, bool isRight);
    void meet(const lessons::Exercise& exercise, bool wasShown);
    void setLearner(const QString& name);
    /// The file to hand in. Throws engine::Error.
    void exportTo(const QString& path) const;

 Q_SIGNALS:
    void changed();
    void failed(const QString& message);

 private:
    void keep();

    QString m_path;
    lessons::Progress m_progress;
    std::string m_key;
};

}  // namespace gui
