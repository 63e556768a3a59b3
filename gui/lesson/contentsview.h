// The steps of the lesson with what was done in each, a search through all lessons, and the file to hand in.
#pragma once

#include <QWidget>
#include <functional>
#include <vector>

#include "gui/theme/theme.h"
#include "lessons/catalog.h"
#include "lessons/progress/progress.h"

class QLabel;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace gui {

/// Where a word was found.
struct SearchHit {
    std::string lesson, version;
    int page = 0;     ///< of the version, from 0
    QString title;    ///< "6 · Forecasting, step 2: Is it better than doing nothing?"
    QString excerpt;  ///< the words around it
};

/// Titles and texts of all steps, capital letters or not; at most `most`.
[[nodiscard]] std::vector<SearchHit> searchLessons(const std::vector<lessons::Lesson>& lessons, const QString& words,
                                                   int most = 60);

class ContentsView : public QWidget {
    Q_OBJECT

 public:
    explicit ContentsView(QWidget* parent = nullptr);
    void setLesson(const lessons::Lesson& lesson, int page);  ///< pages: those of the version
    void setProgress(const lessons::Progress& progress, const std::string& key);
    /// Asked for when the first word is typed.
    void setCatalog(std::function<std::vector<lessons::Lesson>()> read) { m_readCatalog = std::move(read); }

 Q_SIGNALS:
    void pagePicked(int page);
    void hitPicked(const QString& lesson, const QString& version, int page);
    void learnerNamed(const QString& name);
    void exportWanted();

 private:
    void fill();
    void pick(int row);

    lessons::Lesson m_lesson;
    int m_page = 0;
    lessons::LessonProgress m_progress;
    std::function<std::vector<lessons::Lesson>()> m_readCatalog;
    std::vector<lessons::Lesson> m_catalog;
    std::vector<SearchHit> m_hits;
    QLineEdit* m_search;
    QListWidget* m_list;
    QLabel* m_sum;
    QLineEdit* m_learner;
    QPushButton* m_export;
};

}  // namespace gui
