// Writes the progress after every change.
#include "gui/lesson/progresskeeper.h"

#include <QDir>
#include <QFileInfo>

#include "engine/core/error.h"

namespace gui {

ProgressKeeper::ProgressKeeper(QObject* parent) : QObject(parent) {}

void ProgressKeeper::setFile(const QString& path) {
    try {
        m_progress = lessons::readProgress(path.toStdString());
        m_path = path;
    } catch (const engine::Error& error) {
        m_path.clear();
        Q_EMIT failed(tr("%1; progress is not kept").arg(QString::fromUtf8(error.what())));
    }
}

void ProgressKeeper::setLesson(const lessons::Lesson& lesson, const std::string& version) {
    m_key = lesson.id + "/" + version;
    int questions = 0, exercises = 0;
    const std::vector<lessons::LessonPage> pages = lesson.pagesOf(version);
    for (const lessons::LessonPage& page : pages)
        for (const lessons::PagePart& part : page.parts) {
            questions += std::holds_alternative<lessons::PageQuestion>(part);
            exercises += std::holds_alternative<lessons::Exercise>(part);
        }
    lessons::LessonProgress& kept = m_progress.lessons[m_key];
    kept.title = lesson.title;
    kept.version = version;
    kept.steps = int(pages.size());
    kept.questions = questions;
    kept.exercises = exercises;
    std::erase_if(kept.seen, [&](int step) { return step > kept.steps; });
}

void ProgressKeeper::see(int step) {
    const std::vector<int> before = m_progress.lessons[m_key].seen;
    m_progress.see(m_key, step);
    if (m_progress.lessons[m_key].seen != before) keep();
}

void ProgressKeeper::answer(const lessons::PageQuestion& question, const QString& given, bool isRight) {
    m_progress.answer(m_key, {question.ask, question.isPrediction, given.toStdString(), isRight, lessons::timeNow()});
    keep();
}

void ProgressKeeper::meet(const lessons::Exercise& exercise, bool wasShown) {
    m_progress.meet(m_key, {exercise.task, lessons::timeNow(), wasShown});
    keep();
}

void ProgressKeeper::setLearner(const QString& name) {
    if (m_progress.learner == name.toStdString()) return;
    m_progress.learner = name.toStdString();
    keep();
}

void ProgressKeeper::exportTo(const QString& path) const {
    lessons::writeProgress(m_progress, path.toStdString());
}

void ProgressKeeper::keep() {
    Q_EMIT changed();
    if (m_path.isEmpty()) return;
    try {
        QDir().mkpath(QFileInfo(m_path).path());
        lessons::writeProgress(m_progress, m_path.toStdString());
    } catch (const engine::Error& error) {
        Q_EMIT failed(tr("Progress: %1").arg(QString::fromUtf8(error.what())));
    }
}

}  // namespace gui
